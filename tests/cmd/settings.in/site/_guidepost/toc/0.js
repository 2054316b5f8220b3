guidepostToc([{"t":"Parcels","h":"index.html"},{"t":"Guides","h":"guides/send.html","c":[{"t":"Send a parcel","h":"guides/send.html"}]}]);
