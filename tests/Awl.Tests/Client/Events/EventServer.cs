using System.Net;
using Awl.Protocols.Codecs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Awl.Tests.Client.Events;

/// <summary>A server of HTTP/2 without TLS, for streams of events in both directions.</summary>
sealed class EventServer : IAsyncDisposable
{
    readonly WebApplication _app;

    EventServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Starts it.</summary>
    /// <param name="answer">Answers each request; it reads and writes messages as it likes.</param>
    public static async Task<EventServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(context => answer(context));
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Writes one event of a reply and sends it at once.</summary>
    public static async Task WriteAsync(HttpContext context, string name, ReadOnlyMemory<byte> payload, string type = "event")
    {
        EventStreamHeader[] headers = [EventStreamHeader.Of(":message-type", type), EventStreamHeader.Of($":{type}-type", name)];
        await context.Response.Body.WriteAsync(EventStreamWriter.Encode(new(headers, payload)));
        await context.Response.Body.FlushAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
