using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Endpoints;

namespace Awl.Cli.Commands.Doctor;

/// <summary>Whether AWS can be reached, and whether this machine's clock agrees with it.</summary>
/// <remarks>AWS refuses signatures that are more than five minutes off; awl mends that by the server's clock, other programs do not.</remarks>
sealed class NetworkCheck : ICheck
{
    static TimeSpan Patience => TimeSpan.FromSeconds(5);
    static TimeSpan MostSkew => TimeSpan.FromMinutes(5);
    static TimeSpan NotableSkew => TimeSpan.FromSeconds(30);

    public string Name => "network";
    public bool NeedsNetwork => true;

    public async Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (FindEndpoint(context) is not { } url) return [new(Severity.Problem, "the endpoint of STS cannot be made out") { Fix = "awl configure explain shows region and endpoint_url" }];
        try
        {
            var time = await context.Session.ProbeAsync(url, Patience, cancellationToken);
            return [Compare(url, time, context.Machine.Clock.GetUtcNow())];
        }
        catch (TransportException e)
        {
            return [new(Severity.Problem, $"{url.Host} cannot be reached: {e.Message}") { Fix = FixOf(e.Fault) }];
        }
    }

    /// <summary>What the difference of the clocks means.</summary>
    public static Finding Compare(Uri url, DateTimeOffset? time, DateTimeOffset now)
    {
        if (time is not { } theirs) return Finding.Ok($"{url.Host} answers; it does not tell its time");

        var skew = now - theirs;
        var text = $"{Math.Round(Math.Abs(skew.TotalSeconds))} seconds {(skew < TimeSpan.Zero ? "behind" : "ahead of")} {url.Host}";
        return skew.Duration() > MostSkew ? new(Severity.Problem, $"the clock of this machine is {text}; AWS refuses signatures that are five minutes off") { Fix = "Set the clock: timedatectl set-ntp true" }
            : skew.Duration() > NotableSkew ? new(Severity.Note, $"the clock of this machine is {text}") { Fix = "timedatectl set-ntp true" }
            : Finding.Ok($"{url.Host} answers, and the clocks agree");
    }

    static string FixOf(TransportFault fault) => fault switch
    {
        TransportFault.Certificate => "A proxy that opens TLS needs its certificate: set ca_bundle or AWS_CA_BUNDLE to its PEM file.",
        TransportFault.Proxy => "Look at http_proxy, https_proxy and no_proxy.",
        _ => "Look at the network, at https_proxy and at endpoint_url; --offline leaves this check out.",
    };

    static Uri? FindEndpoint(CommandContext context)
    {
        var service = context.Session.FindService("sts")!.Value;
        var text = context.Settings.FindEndpointUrl(service.ServiceId).Value ?? FindInRules(service, context.Settings.Region);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;
    }

    static string? FindInRules(Model.Service service, string? region)
    {
        var parameters = new JsonObject { ["Region"] = region ?? "us-east-1" };
        var answer = JsonDocument.Parse(EndpointLookup.Resolve(service, JsonDocument.Parse(parameters.ToJsonString()).RootElement)).RootElement;
        return answer.TryGetProperty("url", out var url) ? url.GetString() : null;
    }
}
