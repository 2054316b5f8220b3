<#
.SYNOPSIS
    Invites users to a partner account, and changes their roles.
.DESCRIPTION
    Needs an app with the permission Users.ReadWrite. The token is read from
    the environment variable PARTNER_TOKEN.
#>

# <InviteUsers>
$users = 'https://api.partner.contoso.com/users'
$headers = @{
    'Authorization' = "Bearer $env:PARTNER_TOKEN"
    'Api-Version'   = 'portal-2026'
}

foreach ($row in Import-Csv -Path ./users.csv) {
    $roles = @($row.Roles -split ';')
    $body = @{
        firstName = $row.FirstName
        lastName  = $row.LastName
        email     = $row.Email
        roles     = $roles
    } | ConvertTo-Json

    try {
        $null = Invoke-RestMethod -Method Post -Uri $users -Headers $headers `
            -ContentType 'application/json' -Body $body
        "$($row.Email)  Invited"
    }
    catch {
        "$($row.Email)  $($_.ErrorDetails.Message)"
    }
}
# </InviteUsers>

# <ChangeRoles>
$email = 'kim@fabrikam.com'
$body = @{ roles = @('Sales agent', 'Referrals user') } | ConvertTo-Json

Invoke-RestMethod -Method Put -Uri "$users/$email/roles" -Headers $headers `
    -ContentType 'application/json' -Body $body
# </ChangeRoles>
