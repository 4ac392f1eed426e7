using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Client;
using Awl.Config;
using Awl.Models;
using Awl.Protocols.Codecs;
using Awl.Signing;
using Awl.Tests.Http;
using Awl.Tests.Machines;

namespace Awl.Tests.Client;

/// <summary>The whole call, and what stands on it, with real models and a scripted server.</summary>
public class ServiceClientTests
{
    readonly FakeMachine _machine = new();
    readonly ScriptedTransport _server = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    ServiceClient Client(string service) => new(ModelPack.Open().FindService(service)!.Value,
        new(_machine, new Settings(_machine, new() { Region = "us-east-1" }), Log.Off, _server)
        {
            Credentials = new Keys(),
            FindToken = static (_, _) => default,
            Partitions = ModelPack.Open(),
        });

    [Fact]
    public async Task A_throttled_call_is_repeated_with_a_new_signature_and_then_succeeds()
    {
        Replies((400, """{"__type":"ThrottlingException"}"""), (200, """{"TableNames":["t"]}"""));
        using var reply = await Client("dynamodb").InvokeAsync("ListTables", cancellationToken: Token);
        Assert.Equal("""{"TableNames":["t"]}""", Encoding.UTF8.GetString(reply.Utf8Json.Span));
        Assert.Equal(2, _server.Requests.Count);
        Assert.Single(_machine.Waits);
    }

    [Fact]
    public async Task A_call_that_is_throttled_to_the_end_says_how_often_it_was_repeated()
    {
        Replies(Enumerable.Repeat((400, """{"__type":"ThrottlingException","message":"slow"}"""), 3).ToArray());
        var error = await Assert.ThrowsAsync<ServiceException>(() => Client("dynamodb").InvokeAsync("ListTables", cancellationToken: Token));
        Assert.Equal("An error occurred (ThrottlingException) when calling the ListTables operation (reached max retries: 2): slow", error.Message);
    }

    [Fact]
    public async Task A_body_that_can_be_read_only_once_is_sent_once()
    {
        Replies((503, "<Error><Code>SlowDown</Code></Error>"), (200, ""));
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Writer.WriteAsync("content"u8.ToArray(), Token);
        await pipe.Writer.CompleteAsync();
        var error = await Assert.ThrowsAsync<ServiceException>(() => Client("s3").InvokeAsync(
            "PutObject", new JsonObject { ["Bucket"] = "b-1", ["Key"] = "k" }, pipe.Reader.AsStream(), Token));
        Assert.Equal(("SlowDown", 1), (error.Code, _server.Requests.Count));
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_once_and_waits_for_nothing()
    {
        _server.Reply(403, """{"__type":"InvalidSignatureException"}""", ("Date", (_machine.Now + TimeSpan.FromHours(1)).ToString("r")));
        _server.Reply(200, "{}");
        using var reply = await Client("dynamodb").InvokeAsync("ListTables", cancellationToken: Token);
        Assert.Equal((_machine.Now + TimeSpan.FromHours(1)).ToString("yyyyMMdd'T'HHmmss'Z'"), _server.Requests[1].Headers["X-Amz-Date"]);
        Assert.Empty(_machine.Waits);
    }

    [Fact]
    public async Task A_bucket_in_another_region_is_asked_there()
    {
        _server.Reply(301, "<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>", ("x-amz-bucket-region", "eu-west-1"));
        _server.Reply(200, "<ListBucketResult/>");
        using var reply = await Client("s3").InvokeAsync("ListObjectsV2", new JsonObject { ["Bucket"] = "b-1" }, cancellationToken: Token);
        Assert.Equal("b-1.s3.eu-west-1.amazonaws.com", _server.Requests[1].Host);
        Assert.Contains("/eu-west-1/s3/aws4_request", _server.Requests[1].Headers["Authorization"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301, "<Error><Code>PermanentRedirect</Code></Error>")]
    [InlineData(307, "<Error><Code>TemporaryRedirect</Code></Error>")]
    [InlineData(400, "<Error><Code>IllegalLocationConstraintException</Code></Error>")]
    public async Task Where_S3_does_not_tell_the_region_the_bucket_is_asked_and_later_calls_go_there_at_once(int status, string error)
    {
        _server.Reply(status, error).Reply(403, "", ("x-amz-bucket-region", "eu-west-1")).Reply(200, "<ListBucketResult/>").Reply(200, "<ListBucketResult/>");
        var client = Client("s3");
        for (var i = 0; i < 2; i++) (await client.InvokeAsync("ListObjectsV2", new JsonObject { ["Bucket"] = "b-1" }, cancellationToken: Token)).Dispose();

        Assert.Equal(["GET us-east-1", "HEAD us-east-1", "GET eu-west-1", "GET eu-west-1"],
            _server.Requests.Select(request => $"{request.Method} {request.Headers["Authorization"]!.Split('/')[2]}"));
        Assert.Equal(["attempt=1", "attempt=1", "attempt=2; max=3", "attempt=1"], _server.Requests.Select(request => request.Headers["amz-sdk-request"]));
    }

    [Theory]
    [InlineData("CreateBucket", 400, "<Error><Code>IllegalLocationConstraintException</Code></Error>")]
    [InlineData("GetBucketAcl", 400, "<Error><Code>AuthorizationHeaderMalformed</Code></Error>")]
    [InlineData("HeadBucket", 400, "")]
    public async Task Other_errors_send_nobody_elsewhere(string operation, int status, string error)
    {
        _server.Reply(status, error);
        await Assert.ThrowsAsync<ServiceException>(() => Client("s3").InvokeAsync(operation, new JsonObject { ["Bucket"] = "b-1" }, cancellationToken: Token));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_bucket_that_moves_twice_is_followed_once()
    {
        for (var i = 1; i <= 2; i++) _server.Reply(301, "<Error><Code>PermanentRedirect</Code></Error>", ("x-amz-bucket-region", $"eu-west-{i}"));
        await Assert.ThrowsAsync<ServiceException>(() => Client("s3").InvokeAsync("ListObjectsV2", new JsonObject { ["Bucket"] = "b-1" }, cancellationToken: Token));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task Pages_end_in_a_token_that_goes_on_within_a_page()
    {
        Replies((200, """{"TableNames":["a","b"],"LastEvaluatedTableName":"b-1"}"""), (200, """{"TableNames":["c","d"]}"""));
        var (first, token) = await NamesAsync(new() { MaxItems = 3 });
        Replies((200, """{"TableNames":["c","d"]}"""));
        var (rest, end) = await NamesAsync(new() { StartingToken = token });
        Assert.Equal(["a", "b", "c"], first);
        Assert.Equal(["d"], rest);
        Assert.Null(end);
        Assert.Equal("""{"ExclusiveStartTableName": "b-1", "boto_truncate_amount": 1}""", Encoding.UTF8.GetString(Convert.FromBase64String(token!)));
    }

    async Task<(List<string> Names, string? Token)> NamesAsync(PageOptions options)
    {
        var client = Client("dynamodb");
        var pages = new Paginator(client, client.GetOperation("ListTables"), options);
        var names = new List<string>();
        await foreach (var page in pages.ReadPagesAsync(JsonElement.Parse("{}"), Token))
            names.AddRange(page.Json.GetProperty("TableNames").EnumerateArray().Select(name => name.GetString()!));
        return (names, pages.ResumeToken);
    }

    [Fact]
    public async Task A_waiter_takes_an_error_for_an_answer()
    {
        Replies((400, """{"__type":"ResourceNotFoundException"}"""), (200, """{"Table":{"TableStatus":"ACTIVE"}}"""));
        await new Waiter(Client("dynamodb"), "TableExists").WaitAsync(JsonElement.Parse("""{"TableName":"t-1"}"""), Token);
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.Single(_machine.Waits));
    }

    [Fact]
    public async Task A_waiter_that_gives_up_says_what_it_saw_last()
    {
        Replies((400, """{"__type":"ResourceNotFoundException"}"""));
        var waiter = new Waiter(Client("dynamodb"), "TableExists") { MaxAttempts = 1 };
        var error = await Assert.ThrowsAsync<WaiterException>(() => waiter.WaitAsync(JsonElement.Parse("""{"TableName":"t-1"}"""), Token));
        Assert.Equal(
            "Waiter TableExists failed: Max attempts exceeded. Previously accepted state: Matched expected service error code: ResourceNotFoundException",
            error.Message);
    }

    [Fact]
    public async Task A_waiter_with_a_time_limit_asks_until_then_and_a_last_time_when_it_is_over()
    {
        Replies(Enumerable.Repeat((400, """{"__type":"ResourceNotFoundException"}"""), 4).ToArray());
        var waiter = new Waiter(Client("dynamodb"), "TableExists") { MaxAttempts = 1, Delay = TimeSpan.FromSeconds(20), Timeout = TimeSpan.FromSeconds(50) };
        var error = await Assert.ThrowsAsync<WaiterException>(() => waiter.WaitAsync(JsonElement.Parse("""{"TableName":"t-1"}"""), Token));

        Assert.StartsWith("Waiter TableExists failed: Timed out after 50 seconds. Previously accepted state: ", error.Message, StringComparison.Ordinal);
        Assert.Equal([20, 20, 10], _machine.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_waiter_tells_which_state_each_answer_shows()
    {
        Replies((400, """{"__type":"ResourceNotFoundException"}"""), (200, """{"Table":{"TableStatus":"CREATING"}}"""), (200, """{"Table":{"TableStatus":"ACTIVE"}}"""));
        var seen = new List<string>();
        var waiter = new Waiter(Client("dynamodb"), "TableExists") { Asked = (attempt, state) => seen.Add($"{attempt} {state}") };
        await waiter.WaitAsync(JsonElement.Parse("""{"TableName":"t-1"}"""), Token);
        Assert.Equal(["1 ResourceNotFoundException", "2 CREATING"], seen);
    }

    [Fact]
    public async Task A_waiter_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        Replies((400, """{"__type":"ResourceNotFoundException"}"""));
        var waiter = new Waiter(Client("dynamodb"), "TableExists") { Asked = (_, _) => stop.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter.WaitAsync(JsonElement.Parse("""{"TableName":"t-1"}"""), stop.Token));
    }

    [Fact]
    public async Task Events_come_one_by_one_and_an_error_among_them_ends_them()
    {
        _server.Reply(200, [.. Event("event", "PayloadChunk", "hi"), .. Event("exception", "InternalError", "{}")]);
        using var reply = await Client("lambda").InvokeAsync("InvokeWithResponseStream", new JsonObject { ["FunctionName"] = "f" }, cancellationToken: Token);

        var events = reply.Events!.GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("""{"PayloadChunk":{"Payload":"aGk="}}""", events.Current.GetRawText());
        Assert.Equal("InternalError", (await Assert.ThrowsAsync<ServiceException>(async () => await events.MoveNextAsync())).Code);
    }

    static byte[] Event(string type, string name, string payload) => EventStreamWriter.Encode(new(
        [EventStreamHeader.Of(":message-type", type), EventStreamHeader.Of(type == "event" ? ":event-type" : ":exception-type", name)],
        Encoding.UTF8.GetBytes(payload)));

    void Replies(params (int Status, string Body)[] replies)
    {
        foreach (var (status, body) in replies) _server.Reply(status, body);
    }

    sealed class Keys : ICredentialsProvider
    {
        public string Name => "test";

        public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken) => new(new AwsCredentials("AKID", "SECRET"));
    }
}
