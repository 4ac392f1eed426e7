using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Hosting;

/// <summary>Takes orders from the owner of the server: a port of its own, a secret that stands in the server's record.</summary>
/// <remarks><c>POST /stop</c> ends the program; other paths are the server's own orders, JSON in and text out.</remarks>
/// <param name="secret">What an order must show in <c>Authorization</c>.</param>
/// <param name="lifetime">Ended by <c>/stop</c>.</param>
/// <param name="order">Carries out an order by its path: the text to answer, or null when there is no such order.</param>
sealed class ControlServer(Secret secret, Lifetime lifetime, Func<string, JsonElement, string?> order)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Connection = "close";
        if (!secret.Is(context.Request.Headers.Authorization)) context.Response.StatusCode = 403;
        else if (context.Request.Method != "POST") context.Response.StatusCode = 405;
        else await ObeyAsync(context);
    }

    async Task ObeyAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/stop")
        {
            // After the answer, or its sender would see a broken connection.
            context.Response.OnCompleted(() => { lifetime.Stop("it was told to"); return Task.CompletedTask; });
            return;
        }
        var (status, text) = await CarryOutAsync(path, context);
        context.Response.StatusCode = status;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }

    async Task<(int Status, string Text)> CarryOutAsync(string path, HttpContext context)
    {
        try
        {
            using var input = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return order(path, input.RootElement) is { } text ? (200, text) : (404, $"There is no order {path}.");
        }
        catch (JsonException) { return (400, "The order is no JSON."); }
        catch (UsageException e) { return (400, e.Message); }
    }
}
