using System.Text;
using Awl.Protocols.Codecs;
using Awl.Tests.Client.Events;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Commands;

/// <summary>Commands that send events: the scripts have no server for them.</summary>
public sealed class EventCommandTests
{
    const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    [Fact]
    public async Task Each_line_of_standard_input_is_an_event_and_each_event_of_the_reply_a_line()
    {
        await using var server = await EventServer.StartAsync(async context =>
        {
            var messages = new EventStreamReader(context.Request.Body);
            while (await messages.ReadAsync(default) is { } message && !message.Payload.IsEmpty)
            {
                var inner = (await new EventStreamReader(new MemoryStream(message.Payload.ToArray())).ReadAsync(default))!;
                await EventServer.WriteAsync(context, "AudioEvent", Encoding.UTF8.GetBytes($"{inner.Text(":event-type")} {Encoding.UTF8.GetString(inner.Payload.Span)}"));
            }
        });
        var (exitCode, output, error) = await RunAsync(server.Url, """
            {"TextEvent":{"Text":"hé"}}

            {"CloseStreamEvent":{}}
            """, "--query", "AudioEvent.AudioChunk");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(["TextEvent {\"Text\":\"hé\"}", "CloseStreamEvent {}"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Encoding.UTF8.GetString(Convert.FromBase64String(line.Trim('"')))));
    }

    [Fact]
    public async Task A_line_that_is_no_event_is_named()
    {
        await using var server = await EventServer.StartAsync(async context =>
        {
            try { await context.Request.Body.CopyToAsync(Stream.Null); }
            catch (Exception e) when (e is IOException or OperationCanceledException) { }   // the client has given up
        });
        var (exitCode, _, error) = await RunAsync(server.Url, "{\"CloseStreamEvent\":{}}\nnonsense\n");
        Assert.Equal(252, exitCode);
        Assert.StartsWith("\naws: [ERROR]: An error occurred (ParamValidation): Line 2 of standard input is no event: it is not JSON (", error, StringComparison.Ordinal);   // then what the parser says
    }

    static async Task<(int ExitCode, string Output, string Error)> RunAsync(string url, string input, params string[] more)
    {
        var machine = new FakeMachine
        {
            Variables =
            {
                ["AWS_ENDPOINT_URL"] = url, ["AWS_REGION"] = "us-east-1", ["AWS_ACCESS_KEY_ID"] = "AKID", ["AWS_SECRET_ACCESS_KEY"] = Secret,
            },
        };
        using var terminal = new FakeTerminal(Encoding.UTF8.GetBytes(input));
        string[] line = ["polly", "start-speech-synthesis-stream", "--engine", "generative", "--output-format", "mp3", "--voice-id", "Ruth", .. more];
        var exitCode = await Cli.Program.RunAsync(line, terminal, machine);
        return (exitCode, terminal.OutputText, terminal.ErrorText);
    }
}
