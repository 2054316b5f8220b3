guidepostSearch(["y/5-108","Alabel1"])
