guidepostSearch(["facets",[["role",[["depot-admin","Depot admin","A"]]]]])
