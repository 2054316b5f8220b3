guidepostSearch(["y/4-116","Acant1"])
