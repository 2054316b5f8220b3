guidepostSearch(["y/5-116","Aprint1"])
