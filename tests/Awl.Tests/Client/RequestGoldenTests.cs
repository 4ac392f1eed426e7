using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Awl.Tests.Machines;
using Awl.Tests.Scripts;
using Awl.Tests.Terminals;

namespace Awl.Tests.Client;

/// <summary>What a command line puts on the wire, to the byte: a file of <c>tests/data/requests</c> is a line of <c>awl</c> and the requests that it makes.</summary>
/// <remarks>
/// The requests are those of AWS CLI 2.36.12 (compared by hand, headers sorted) but for this: AWS CLI writes JSON with blanks; it sends no
/// Content-Type with XML and with blobs as the whole body, where Smithy's protocols have one; and what it adds to an S3 listing
/// (encoding-type) stands last in the query. AWL_UPDATE=1 rewrites them.
/// </remarks>
public partial class RequestGoldenTests
{
    const string Separator = "-- request --\n";

    static string Folder => TestData.Path("requests");

    public static TheoryData<string> Cases() => [.. Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_line_makes_the_requests_of_its_file(string name)
    {
        var path = Path.Combine(Folder, name + ".txt");
        var parts = (await File.ReadAllTextAsync(path)).Split(Separator);
        var requests = await RunAsync(parts[0]);
        if (Environment.GetEnvironmentVariable("AWL_UPDATE") == "1") await File.WriteAllTextAsync(path, parts[0] + string.Concat(requests.Select(request => Separator + request)));
        else Assert.Equal(parts[1..], requests);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Curl_sends_the_same_as_awl_from_the_line_that_it_prints(string name)
    {
        if (!File.Exists("/usr/bin/curl")) { Assert.Skip("There is no curl on this machine."); return; }
        var parts = (await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"))).Split(Separator);

        await using var server = new ScriptServer { Replies = ["200 {}"] };
        using var terminal = new FakeTerminal();
        var script = Script.Parse(parts[0], server.Url);
        await Cli.Program.RunAsync([.. script.Arguments, "--print-request=curl"], terminal, MachineOf(script, server.Url));
        if (parts[1].Contains("HTTP/2", StringComparison.Ordinal)) return;
        Assert.Empty(server.Requests);

        using (var shell = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"{terminal.OutputText.TrimEnd('\n')} -s -o /dev/null" } })!) await shell.WaitForExitAsync();
        Assert.True(server.Requests.Count == 1, terminal.OutputText + terminal.ErrorText);
        Assert.Equal(WithoutTransport(parts[1]), WithoutTransport(Normalized(server.Requests[0], server.Url)));
    }

    /// <summary>A request without the headers by which each program makes its own terms with the server.</summary>
    static string WithoutTransport(string request)
        => string.Join('\n', request.Split('\n').Where(static line => !line.StartsWith("accept", StringComparison.Ordinal) && !line.StartsWith("expect:", StringComparison.Ordinal)));

    static async Task<List<string>> RunAsync(string line)
    {
        await using var server = new ScriptServer();
        var script = Script.Parse(line, server.Url);
        server.Replies = ["200 {}"];
        using var terminal = new FakeTerminal();
        await Cli.Program.RunAsync(script.Arguments, terminal, MachineOf(script, server.Url));
        Assert.True(server.Requests.Count > 0, terminal.ErrorText);
        return [.. server.Requests.Select(request => Normalized(request, server.Url))];
    }

    static FakeMachine MachineOf(Script script, string url)
    {
        var machine = new FakeMachine().With("body.txt", "hello");
        machine.Variables["AWS_ENDPOINT_URL"] = url;
        machine.Variables["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        machine.Variables["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        machine.Variables["AWS_REGION"] = "us-east-1";
        machine.Variables["AWS_MAX_ATTEMPTS"] = "1";
        machine.Variables["AWS_DISABLE_HOST_PREFIX_INJECTION"] = "true";
        foreach (var (name, value) in script.Variables) machine.Variables[name] = value ?? "";
        return machine;
    }

    /// <summary>Sorted headers, without what differs from run to run (the port, what is signed over it) and without the user agent.</summary>
    static string Normalized(string request, string url)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = request[..end].Split("\r\n");
        var headers = head[1..].Select(header => (Name: header[..header.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant(), Value: header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..]));

        var text = new StringBuilder(head[0]).Append('\n');
        foreach (var (name, value) in headers.OrderBy(header => header.Name, StringComparer.Ordinal))
        {
            if (name != "user-agent") text.Append($"{name}:{value}\n");
        }
        text.Append('\n').Append(request[(end + 4)..]).Append('\n');
        text.Replace(url["http://".Length..], "SERVER");
        return Signature().Replace(text.ToString(), "$1S");
    }

    [GeneratedRegex("(Signature=|chunk-signature=|trailer-signature:)[0-9a-f]{64}")]
    private static partial Regex Signature();
}
