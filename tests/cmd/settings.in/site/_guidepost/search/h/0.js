guidepostSearch(["h/0",[["Send a parcel","guides/send.html","","article",["Why can't I print the label?",-2,0],0,[]]]])
