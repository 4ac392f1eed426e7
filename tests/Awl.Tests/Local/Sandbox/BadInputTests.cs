using System.Net;
using System.Net.Sockets;
using System.Text;
using Awl.Local.Sandbox;
using Awl.Local.Sandbox.Iam;

namespace Awl.Tests.Local.Sandbox;

/// <summary>What the sandbox makes of requests that no client sends. <c>tests/native/fuzz.sh</c> tries random ones.</summary>
public sealed class BadInputTests : IDisposable
{
    const string Secret = "nobody but the administrator may read this";

    readonly string _path = Directory.CreateTempSubdirectory("awl-sandbox-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory]
    [InlineData("/mine/../other/secret")]
    [InlineData("/mine/%2e%2e/other/secret")]
    [InlineData("/mine%2f..%2fother/secret")]
    [InlineData("/mine/..%2f..%2fother/data/x")]
    [InlineData("/mine//other/secret")]
    [InlineData("//other/secret")]
    [InlineData("/./other/secret")]
    [InlineData("/OTHER/secret")]
    [InlineData("/other%00/secret")]
    [InlineData("/mine/..%5c..%5cother%5csecret")]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("/mine/%c0%ae%c0%ae/other/secret")]
    [InlineData("/mine/%ff")]
    [InlineData("/mine/%zz")]
    [InlineData("/mine/%252e%252e/other/secret")]
    [InlineData("/other/secret")]
    public async Task No_path_leads_out_of_a_bucket(string path)
    {
        await using var host = await SandboxHost.StartAsync();
        var key = await PrepareAsync(host);
        foreach (var request in new[] { Request().To("GET", path), Request().To("PUT", "/mine/copy").With("x-amz-copy-source", path) })
        {
            var reply = await request.SendRawAsync();
            Assert.Matches("^HTTP/1.1 40[0345] ", reply);
            Assert.DoesNotContain(Secret, reply);
        }
        Assert.Equal("", host.Log);

        SignedRequest Request() => new(host) { Key = key };
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../../etc/passwd")]
    [InlineData("../../../iam.json")]
    [InlineData("/absolute")]
    [InlineData("a//b/./c/../d")]
    [InlineData("con")]
    [InlineData("NUL")]
    [InlineData("aux.txt")]
    [InlineData("bucket.json")]
    [InlineData("k.new")]
    [InlineData("a:b*c?d<e>f|g\"h")]
    [InlineData("C:\\windows")]
    [InlineData("new\nline\u0001")]
    [InlineData(" ")]
    [InlineData("\u200b\ud83d\ude00")]
    public async Task A_key_is_a_name_and_no_path(string key)
    {
        await using (var host = await SandboxHost.StartAsync(Path.Combine(_path, "data")))
        {
            await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
            Assert.StartsWith("HTTP/1.1 200 ", await new SignedRequest(host).To("PUT", PathOf(key)).WithBody("hello").SendRawAsync());
        }
        await using var again = await SandboxHost.StartAsync(Path.Combine(_path, "data"));
        Assert.EndsWith("\r\n\r\nhello", await new SignedRequest(again).To("GET", PathOf(key)).SendRawAsync());
        var listing = (await new SignedRequest(again).To("GET", "/bucket", ("encoding-type", "url")).SendAsync()).Body;
        Assert.Equal(key, WebUtility.UrlDecode(listing.Split("<Key>")[1].Split("</Key>")[0]));
        Assert.Equal([Path.Combine(_path, "data")], Directory.GetFileSystemEntries(_path));
        Assert.All(Directory.GetFiles(Path.Combine(_path, "data", "buckets", "bucket", "keys")), path => Assert.Matches("^[0-9a-f]{64}\\.json$", Path.GetFileName(path)));
    }

    [Fact]
    public async Task Keys_that_differ_in_case_are_two_and_names_of_IAM_are_one()
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("small").SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket/K").WithBody("large").SendAsync();
        Assert.Equal((200, "small"), await new SignedRequest(host).To("GET", "/bucket/k").SendAsync());
        Assert.Contains("<Code>EntityAlreadyExists</Code>", (await CallAsync(host, "Action=CreateUser&UserName=ADMIN")).Body);
    }

    [Theory, InlineData(1024, 200), InlineData(1025, 400)]
    public async Task A_key_has_at_most_1024_bytes(int length, int expected)
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        var (status, body) = await new SignedRequest(host).To("PUT", "/bucket/" + new string('k', length)).WithBody("x").SendAsync();
        Assert.Equal(expected, status);
        if (expected == 400) Assert.Contains("<Code>KeyTooLongError</Code>", body);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("<a>")]
    [InlineData("\0")]
    public async Task A_name_cannot_become_another_part_of_an_ARN(string name)
    {
        await using var host = await SandboxHost.StartAsync();
        foreach (var action in (string[])["Action=CreateUser&UserName=", "Action=CreateUser&UserName=a&Path=", "Action=CreateGroup&GroupName=", "Action=PutUserPolicy&UserName=admin&PolicyDocument={\"Statement\":[]}&PolicyName="])
        {
            if (name == ".." && !action.EndsWith("Path=", StringComparison.Ordinal)) continue;   // dots alone are a name, as with AWS
            var (status, body) = await CallAsync(host, action + Uri.EscapeDataString(name));
            Assert.Equal(400, status);
            Assert.Contains("<Code>ValidationError</Code>", body);
        }
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("Content-Length: 5, 6\r\n\r\nhello")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity\r\n\r\nhello")]
    [InlineData("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("X: a\r\n folded\r\n\r\n")]
    [InlineData("X : a\r\n\r\n")]
    [InlineData(": a\r\n\r\n")]
    [InlineData("X: a\0b\r\n\r\n")]
    public async Task A_request_that_two_programs_read_differently_is_refused_and_what_follows_it_is_not_read(string rest)
    {
        await using var host = await SandboxHost.StartAsync();
        var port = new Uri(host.Url).Port;
        var hidden = $"GET /hidden HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n";
        var reply = await RawRequest.SendAsync(port, $"POST /bucket?delete HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{rest}{hidden}");
        Assert.Matches("^HTTP/1.1 (40[0-9]|413|501) ", reply);
        Assert.DoesNotContain("hidden", reply);
        Assert.Equal(2, reply.Split("HTTP/1.1 ").Length);
        Assert.Equal("", host.Log);
    }

    [Fact]
    public async Task Both_lengths_together_end_the_connection()
    {
        // RFC 9112, 6.3: the chunks count, and nothing that follows them is answered.
        await using var host = await SandboxHost.StartAsync();
        var port = new Uri(host.Url).Port;
        var reply = await RawRequest.SendAsync(port,
            $"PUT /bucket/k HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        Assert.DoesNotContain("hidden", reply);
        Assert.Equal(2, reply.Split("HTTP/1.1 ").Length);
    }

    [Theory]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", 4)]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", 2)]
    [InlineData("3\r\nabc\r\n", 3)]
    [InlineData("4\r\nabc\r\n0\r\n\r\n", 3)]
    [InlineData("2\r\nabc\r\n0\r\n\r\n", 3)]
    [InlineData("-3\r\nabc\r\n0\r\n\r\n", 3)]
    [InlineData("ffffffffffffffff\r\nabc\r\n0\r\n\r\n", 3)]
    [InlineData("7fffffffffffffff\r\nabc\r\n0\r\n\r\n", 3)]
    [InlineData("fffffffffffffffff\r\nabc\r\n0\r\n\r\n", 3)]
    [InlineData("3\r\nabc\r\n0\r\nno colon\r\n\r\n", 3)]
    [InlineData("3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", 3)]
    [InlineData("", 0)]
    public async Task Chunks_of_AWS_whose_lengths_lie_leave_nothing(string wire, int length)
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        var request = new SignedRequest(host) { SentBody = Encoding.ASCII.GetBytes(wire), Payload = "STREAMING-UNSIGNED-PAYLOAD-TRAILER" }
            .To("PUT", "/bucket/k").With("x-amz-decoded-content-length", $"{length}").With("x-amz-trailer", "x-amz-checksum-crc32");
        Assert.StartsWith("HTTP/1.1 400 ", await request.SendRawAsync());
        Assert.Equal(404, (await new SignedRequest(host).To("GET", "/bucket/k").SendAsync()).Status);
        Assert.Equal("", host.Log);
    }

    public static TheoryData<string> BadXml() => new(
        "", "<", "<Delete>", "<Delete/>", "<Delete><Object/></Delete>", "<Delete><Object><Key></Key></Object></Delete>", "{}", "\0", "<Delete>&x;</Delete>", "<Delete>&#0;</Delete>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/\"><Delete/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&x;</Key></Object></Delete>",
        "<!DOCTYPE a [" + string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY l{i} \"&l{i - 1};&l{i - 1};\">")) + "]><Delete>&l30;</Delete>",
        string.Concat(Enumerable.Repeat("<a>", 100_000)),
        string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000)),
        "<Delete " + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{i}=\"x\" ")) + "/>",
        $"<{new string('a', 100_000)}/>",
        $"<Delete>{new string(' ', 4 * 1024 * 1024)}</Delete>");

    [Theory, MemberData(nameof(BadXml))]
    public async Task XML_that_is_none_or_a_trap_is_refused(string xml)
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        var (status, body) = await new SignedRequest(host).To("POST", "/bucket", ("delete", "")).WithBody(xml).SendAsync();
        Assert.Equal(400, status);
        Assert.Matches("<Code>(MalformedXML|InvalidRequest|MaxMessageLengthExceeded)</Code>", body);
        Assert.Equal("", host.Log);
    }

    public static TheoryData<string> BadPolicies() => new(
        "[", "null", "1", "\"\\ud800\"", "{\"Statement\":" + new string('[', 100_000), "{\"Statement\":" + string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_001),
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[[1]],\"Resource\":\"*\"}]}", "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":{\"a\":1},\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":[]}}", "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":1}}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"\\ud800\",\"Resource\":\"*\"}}");

    [Theory, MemberData(nameof(BadPolicies))]
    public async Task A_policy_that_is_none_or_a_trap_is_refused(string policy)
    {
        await using var host = await SandboxHost.StartAsync();
        var (status, body) = await CallAsync(host, "Action=PutUserPolicy&UserName=admin&PolicyName=p&PolicyDocument=" + Uri.EscapeDataString(policy));
        Assert.Equal(400, status);
        Assert.Contains("<Code>MalformedPolicyDocument</Code>", body);
        Assert.Equal("", host.Log);
    }

    [Fact]
    public async Task A_header_of_a_reply_holds_what_was_asked_for_and_no_second_header()
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        var reply = await new SignedRequest(host).To("GET", "/bucket/k", ("response-content-type", "text/plain\r\nX-Evil: yes"), ("response-content-language", "ü")).SendRawAsync();
        Assert.StartsWith("HTTP/1.1 200 ", reply);
        Assert.DoesNotContain("\r\nX-Evil", reply);
        Assert.Contains("Content-Language: =?UTF-8?B?w7w=?=\r\n", reply);
    }

    [Fact]
    public async Task Who_does_not_send_is_not_waited_for()
    {
        await using var host = await SandboxHost.StartAsync(options: SandboxCommand.Listening(0) with { HeaderTimeout = TimeSpan.FromMilliseconds(200), KeepAlive = TimeSpan.FromMilliseconds(200) });
        foreach (var start in (string[])["GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ", "GET", ""])
            Assert.DoesNotContain("HTTP/1.1 200", await RawRequest.SendAsync(new Uri(host.Url).Port, start));
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_the_others_served()
    {
        await using var host = await SandboxHost.StartAsync(options: SandboxCommand.Listening(0) with { MostConnections = 5 });
        var port = new Uri(host.Url).Port;
        using var first = new TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var stream = first.GetStream();
        Assert.True(await AnswersAsync(stream, port));

        var crowd = new List<TcpClient>();
        for (var i = 0; i < 20; i++)
        {
            crowd.Add(new());
            await crowd[^1].ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        }
        var answered = 0;
        foreach (var client in crowd)
        {
            if (await AnswersAsync(client.GetStream(), port)) answered++;
        }
        Assert.Equal(4, answered);
        Assert.True(await AnswersAsync(stream, port));
        crowd.ForEach(client => client.Dispose());
    }

    static async Task<bool> AnswersAsync(NetworkStream stream, int port)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HEAD / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), TestContext.Current.CancellationToken);
            return await stream.ReadAsync(new byte[4096], TestContext.Current.CancellationToken) > 0;
        }
        catch (IOException) { return false; }
    }

    static string PathOf(string key) => "/bucket/" + Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);

    static Task<(int Status, string Body)> CallAsync(SandboxHost host, string form)
        => new SignedRequest(host, "iam").To("POST", "/").With("Content-Type", "application/x-www-form-urlencoded").WithBody(form + "&Version=2010-05-08").SendAsync();

    /// <summary>Two buckets, and the key of a user who may use one of them.</summary>
    static async Task<IamAccessKey> PrepareAsync(SandboxHost host)
    {
        foreach (var bucket in (string[])["/mine", "/other"]) await new SignedRequest(host).To("PUT", bucket).SendAsync();
        await new SignedRequest(host).To("PUT", "/other/secret").WithBody(Secret).SendAsync();
        await CallAsync(host, "Action=CreateUser&UserName=mallory");
        await CallAsync(host, "Action=PutUserPolicy&UserName=mallory&PolicyName=p&PolicyDocument="
            + Uri.EscapeDataString("""{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::mine","arn:aws:s3:::mine/*"]}}"""));
        await CallAsync(host, "Action=CreateAccessKey&UserName=mallory");
        return host.Sandbox.Iam.Read(state => state.Users["mallory"].AccessKeys[0]);
    }
}
