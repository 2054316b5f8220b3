guidepostSearch(["y/7-115","Aparcels2"])
