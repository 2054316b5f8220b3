guidepostSearch(["x/0",[[0,0,["Appropriate roles: Depot admin · Take it to the depot.","Fill in ink."]],[1,0,["How to send them."]]]])
