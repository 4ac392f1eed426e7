using System.Buffers;
using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Doctor;

/// <summary><c>doctor</c>: looks for what is wrong with the set-up, and says how to mend it. Exit code 1 if anything is.</summary>
sealed class Doctor : ICommand
{
    public CommandSpec Spec { get; } = new("doctor", "Looks for what is wrong with files, variables, sessions, clock and network, and says how to mend it.")
    {
        Options = [new("offline", ValueKind.Boolean) { Summary = "Ask no server." }],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var results = new List<(string Check, Finding Finding)>();
        foreach (var check in Checks.All)
        {
            if (check.NeedsNetwork && context.Options.IsOn("offline")) continue;
            foreach (var finding in await RunAsync(check, context, cancellationToken))
            {
                // A file that cannot be read stops several checks with the same words.
                if (!results.Exists(result => result.Finding.Message == finding.Message)) results.Add((check.Name, finding));
            }
        }

        if (context.Globals.Output is not null || context.Globals.Query is not null) ResultOutput.For(context, "doctor").Print(ToJson(results));
        else new DoctorScreen(context).Print(results);
        return results.Exists(static result => result.Finding.Severity == Severity.Problem) ? 1 : 0;
    }

    /// <summary>What a check stumbles over is a finding too: files that cannot be read, settings that cannot be used.</summary>
    static async Task<IReadOnlyList<Finding>> RunAsync(ICheck check, CommandContext context, CancellationToken cancellationToken)
    {
        try { return await check.RunAsync(context, cancellationToken); }
        catch (AwlException e) { return [new(Severity.Problem, e.Message)]; }
    }

    static JsonElement ToJson(List<(string Check, Finding Finding)> results)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("Problems", results.Count(static result => result.Finding.Severity == Severity.Problem));
            json.WriteStartArray("Findings");
            foreach (var (check, finding) in results) Write(json, check, finding);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    static void Write(Utf8JsonWriter json, string check, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("Check", check);
        json.WriteString("Severity", finding.Severity.ToString());
        json.WriteString("Message", finding.Message);
        json.WriteString("Fix", finding.Fix);
        json.WriteString("Path", finding.Path);
        if (finding.Line is { } line) json.WriteNumber("Line", line);
        else json.WriteNull("Line");
        json.WriteEndObject();
    }
}
