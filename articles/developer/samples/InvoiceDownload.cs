using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading.Tasks;

namespace Contoso.Partner.Samples;

// <Snippet1>
public record Invoice(string Id, DateOnly Date, decimal Total, string Currency);

public record InvoicePage(List<Invoice> Items, string? NextLink);
// </Snippet1>

public class InvoiceDownload
{
    // <SnippetCreateClient>
    private static HttpClient CreateClient(string token)
    {
        var client = new HttpClient
        {
            BaseAddress = new Uri("https://api.partner.contoso.com/")
        };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.Add("Api-Version", "portal-2026");
        return client;
    }
    // </SnippetCreateClient>

    // <SnippetListInvoices>
    private static async IAsyncEnumerable<Invoice> ListInvoicesAsync(
        HttpClient client, int year)
    {
        string? next = $"invoices?year={year}&top=50";
        while (next is not null)
        {
            var page = await client.GetFromJsonAsync<InvoicePage>(next);
            foreach (var invoice in page!.Items)
            {
                yield return invoice;
            }
            next = page.NextLink;
        }
    }
    // </SnippetListInvoices>

    #region SaveUsageFile
    private static async Task SaveUsageFileAsync(
        HttpClient client, Invoice invoice, string folder)
    {
        var path = Path.Combine(folder, $"{invoice.Id}.csv");
        if (File.Exists(path))
        {
            return;
        }

        using var response = await client.GetAsync($"invoices/{invoice.Id}/usage");
        if (response.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            Console.WriteLine($"{invoice.Id}: file isn't ready, try again later");
            return;
        }

        response.EnsureSuccessStatusCode();
        await using var file = File.Create(path);
        await response.Content.CopyToAsync(file);
        Console.WriteLine($"{invoice.Id}: {invoice.Total} {invoice.Currency}");
    }
    #endregion

    // <SnippetMain>
    public static async Task Main()
    {
        var token = Environment.GetEnvironmentVariable("PARTNER_TOKEN")
            ?? throw new InvalidOperationException("PARTNER_TOKEN is not set.");
        using var client = CreateClient(token);
        Directory.CreateDirectory("usage");

        await foreach (var invoice in ListInvoicesAsync(client, 2026))
        {
            await SaveUsageFileAsync(client, invoice, "usage");
        }
    }
    // </SnippetMain>
}
