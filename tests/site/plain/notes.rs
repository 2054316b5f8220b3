not published
