guidepostSearch(["h/1",[["Parcels","index.html","","article",[],0,[]]]])
