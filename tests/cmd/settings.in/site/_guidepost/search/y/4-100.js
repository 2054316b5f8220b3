guidepostSearch(["y/4-100","Asend2"])
