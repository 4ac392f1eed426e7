using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Awl.Client;
using Awl.Config;
using Awl.Http;
using Awl.Model;
using Awl.Models;
using Awl.Protocols.Codecs;
using Awl.Signing;
using Awl.Tests.Machines;
using Awl.Tests.Model;
using Microsoft.AspNetCore.Http;

namespace Awl.Tests.Client.Events;

/// <summary>Calls that send events, to a server that checks every signature.</summary>
public sealed class EventCallTests
{
    const string Secret = "SECRET";
    const string StartConversation = """{"botId":"BOT4567890","botAliasId":"TSTALIASID","localeId":"en_US","sessionId":"s1"}""";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_go_both_ways_at_once_and_each_is_signed()
    {
        await using var server = await EventServer.StartAsync(async context =>
        {
            Assert.Equal("STREAMING-AWS4-HMAC-SHA256-EVENTS", context.Request.Headers["X-Amz-Content-Sha256"]);
            Assert.Equal("application/vnd.amazon.eventstream", context.Request.ContentType);
            await context.Response.Body.FlushAsync();
            var messages = new SignedMessages(context, Secret);
            while (await messages.ReadAsync() is { } message)
                await EventServer.WriteAsync(context, "TranscriptEvent", JsonOf($"{message.Text(":event-type")} {Encoding.UTF8.GetString(message.Payload.Span)}"));
            await EventServer.WriteAsync(context, "PlaybackInterruptionEvent", "{}"u8.ToArray());
        });
        var questions = Channel.CreateUnbounded<JsonElement>();
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var client = Client(Lex, server.Url, transport);
        using var reply = await client.InvokeWithEventsAsync(
            client.GetOperation("StartConversation"), JsonElement.Parse(StartConversation), questions.Reader.ReadAllAsync(Token), Token);

        // Each question is asked only when the answer to the one before is here.
        var answers = reply.Events!.GetAsyncEnumerator(Token);
        foreach (var text in new[] { "one", "two é" })
        {
            await questions.Writer.WriteAsync(JsonElement.Parse($$$"""{"TextInputEvent":{"text":"{{{text}}}"}}"""), Token);
            Assert.True(await answers.MoveNextAsync());
            var transcript = answers.Current.GetProperty("TranscriptEvent").GetProperty("transcript").GetString();
            Assert.Equal($$"""TextInputEvent {"text":"{{text}}"}""", transcript);
        }
        questions.Writer.Complete();
        Assert.True(await answers.MoveNextAsync());
        Assert.Equal("""{"PlaybackInterruptionEvent":{}}""", answers.Current.GetRawText());
        Assert.False(await answers.MoveNextAsync());
    }

    [Fact]
    public async Task Without_a_signature_the_events_go_bare()
    {
        var names = new List<string?>();
        await using var server = await EventServer.StartAsync(async context =>
        {
            Assert.False(context.Request.Headers.ContainsKey("Authorization"));
            var messages = new EventStreamReader(context.Request.Body);
            while (await messages.ReadAsync(default) is { } message) names.Add(message.Text(":event-type"));
            await EventServer.WriteAsync(context, "PlaybackInterruptionEvent", "{}"u8.ToArray());
        });
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var client = Client(Lex, server.Url, transport, signs: false);
        Assert.Single(await CallAsync(client, "StartConversation", StartConversation, """{"DisconnectionEvent":{}}"""));
        Assert.Equal(["DisconnectionEvent"], names);
    }

    [Theory]
    [InlineData("json", "application/x-amz-json-1.1")]
    [InlineData("smithy-rpc-v2-cbor", "application/cbor")]
    public async Task Members_beside_the_events_go_in_a_first_message_of_the_rpc_protocols(string protocol, string contentType)
    {
        var service = Talk(protocol);
        await using var server = await EventServer.StartAsync(async context =>
        {
            var messages = new SignedMessages(context, Secret);
            var first = (await messages.ReadAsync())!;
            Assert.Equal(("initial-request", contentType), (first.Text(":event-type"), first.Text(":content-type")));
            await EventServer.WriteAsync(context, "initial-response", first.Payload);
            while (await messages.ReadAsync() is { } message) await EventServer.WriteAsync(context, "Said", message.Payload);
        });
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var client = Client(service, server.Url, transport);
        using var reply = await client.InvokeWithEventsAsync(
            client.GetOperation("Talk"), JsonElement.Parse("""{"Name":"n"}"""), EventsOf("""{"Said":{"Text":"t"}}"""), Token);

        Assert.Equal("""{"Name":"n"}""", Encoding.UTF8.GetString(reply.Utf8Json.Span));
        Assert.Equal(["""{"Said":{"Text":"t"}}"""], await TextsOf(reply));
    }

    [Fact]
    public async Task An_error_instead_of_events_ends_the_call_and_nothing_is_sent_again()
    {
        var calls = 0;
        await using var server = await EventServer.StartAsync(async context =>
        {
            calls++;
            await new SignedMessages(context, Secret).ReadAsync();
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("""{"message":"later"}""");
        });
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var client = Client(Lex, server.Url, transport);
        var error = await Assert.ThrowsAsync<ServiceException>(() => CallAsync(client, "StartConversation", StartConversation, """{"DisconnectionEvent":{}}"""));
        Assert.Equal((503, 1), (error.Status, calls));
    }

    [Theory]
    [InlineData("""{"Nothing":{}}""", "An event of StartConversation is an object with one member")]
    [InlineData("""{"TextInputEvent":{}}""", "Missing required parameter in TextInputEvent: \"text\"")]
    [InlineData("""{"TextInputEvent":{"text":1}}""", "Invalid type for parameter TextInputEvent.text")]
    public async Task An_event_that_breaks_the_model_ends_the_call(string json, string message)
    {
        await using var server = await EventServer.StartAsync(ReadAllAsync);
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var client = Client(Lex, server.Url, transport);
        var error = await Assert.ThrowsAsync<UsageException>(() => CallAsync(client, "StartConversation", StartConversation, json));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_callers_events_throw_after_the_reply_has_begun_comes_out_of_its_events()
    {
        await using var server = await EventServer.StartAsync(async context =>
        {
            await EventServer.WriteAsync(context, "PlaybackInterruptionEvent", "{}"u8.ToArray());
            await ReadAllAsync(context);
        });
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var client = Client(Lex, server.Url, transport);
        var begun = new TaskCompletionSource();
        using var reply = await client.InvokeWithEventsAsync(client.GetOperation("StartConversation"), JsonElement.Parse(StartConversation), FailAsync(begun.Task), Token);

        var events = reply.Events!.GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        begun.SetResult();
        Assert.Equal("no microphone", (await Assert.ThrowsAsync<LocalFileException>(async () => await events.MoveNextAsync())).Message);
    }

    [Fact]
    public async Task Events_are_given_to_operations_that_send_them_and_to_no_others()
    {
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var client = Client(Lex, "http://127.0.0.1:1", transport);
        await Assert.ThrowsAsync<UsageException>(() => client.InvokeAsync(client.GetOperation("StartConversation"), JsonElement.Parse(StartConversation), cancellationToken: Token));
        await Assert.ThrowsAsync<UsageException>(() => CallAsync(client, "DeleteSession", StartConversation, "{}"));
    }

    static Service Lex => ModelPack.Open().FindService("lexv2-runtime")!.Value;

    static Service Talk(string protocol) => TestModels.Service($$$$"""
        {"metadata": {"protocol": "{{{{protocol}}}}", "jsonVersion": "1.1", "targetPrefix": "Test", "signatureVersion": "v4", "endpointPrefix": "talk", "signingName": "talk"},
         "operations": {"Talk": {"input": {"shape": "Talking"}, "output": {"shape": "Talking"}}},
         "shapes": {
            "Talking": {"type": "structure", "members": {"Name": {"shape": "String"}, "Events": {"shape": "Events"}}},
            "Events": {"type": "structure", "eventstream": true, "members": {"Said": {"shape": "Said"}}},
            "Said": {"type": "structure", "event": true, "members": {"Text": {"shape": "String"}}},
            "String": {"type": "string"}}}
        """);

    static ServiceClient Client(Service service, string url, SocketsTransport transport, bool signs = true)
    {
        var machine = new FakeMachine();
        var settings = new Settings(machine, new() { Region = "us-east-1", EndpointUrl = url, SignRequests = signs });
        return new(service, new(machine, settings, Log.Off, transport)
        {
            Credentials = new StaticKeys(),
            FindToken = static (_, _) => default,
            Partitions = ModelPack.Open(),
        });
    }

    static async Task<List<string>> CallAsync(ServiceClient client, string operation, string input, params string[] events)
    {
        using var reply = await client.InvokeWithEventsAsync(client.GetOperation(operation), JsonElement.Parse(input), EventsOf(events), Token);
        return await TextsOf(reply);
    }

    static async Task<List<string>> TextsOf(Reply reply)
    {
        var texts = new List<string>();
        await foreach (var item in reply.Events!) texts.Add(item.GetRawText());
        return texts;
    }

    static async IAsyncEnumerable<JsonElement> EventsOf(params string[] events)
    {
        foreach (var json in events)
        {
            await Task.Yield();
            yield return JsonElement.Parse(json);
        }
    }

    static async IAsyncEnumerable<JsonElement> FailAsync(Task begun, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return JsonElement.Parse("""{"TextInputEvent":{"text":"t"}}""");
        await begun.WaitAsync(cancellationToken);
        throw new LocalFileException("no microphone");
    }

    static async Task ReadAllAsync(HttpContext context)
    {
        try { await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted); }
        catch (Exception e) when (e is IOException or OperationCanceledException) { }   // the client has given up
    }

    static byte[] JsonOf(string transcript) => JsonSerializer.SerializeToUtf8Bytes(new { transcript });

    sealed class StaticKeys : ICredentialsProvider
    {
        public string Name => "test";

        public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken) => new(new AwsCredentials("AKID", Secret));
    }
}
