guidepostSearch(["y/6-108","Aparcel2"])
