using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Client;
using Awl.Config;
using Awl.Http;
using Awl.Models;
using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Client.Customizations;

/// <summary>One call of a real service's client, whose server is the test: what was sent, what came out.</summary>
sealed class ScriptedCall : ITransport, ICredentialsProvider
{
    public string Name => "test";
    public FakeMachine Machine { get; } = new() { Now = new(2026, 11, 25, 7, 21, 18, TimeSpan.Zero) };
    public SettingOptions Options { get; init; } = new() { Region = "us-west-2" };
    public string ReplyBody { get; init; } = "";
    public HeaderList ReplyHeaders { get; } = [];

    public HttpRequest Request { get; private set; } = new();

    /// <summary>The body that was sent, as text.</summary>
    public string Sent { get; private set; } = "";

    public async Task<JsonNode> InvokeAsync(string service, string operation, string input, byte[]? body = null)
    {
        var client = new ServiceClient(ModelPack.Open().FindService(service)!.Value, new(Machine, new Settings(Machine, Options), Log.Off, this)
        {
            Credentials = this,
            FindToken = static (_, _) => default,
            Partitions = ModelPack.Open(),
        });
        using var reply = await client.InvokeAsync(client.GetOperation(operation), JsonElement.Parse(input), body is null ? null : new MemoryStream(body),
            TestContext.Current.CancellationToken);
        return reply.ToNode();
    }

    public async Task<HttpReply> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Request = request;
        using var reader = new StreamReader(request.Body.Open());
        Sent = await reader.ReadToEndAsync(cancellationToken);
        return new(200, ReplyHeaders, new MemoryStream(Encoding.UTF8.GetBytes(ReplyBody)));
    }

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken) => new(new AwsCredentials("AKID", "SECRET"));
}
