using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Commands;

/// <summary>Compares the whole command line with AWS CLI v2's own index of it.</summary>
public class CommandIndexTests(ITestOutputHelper output)
{
    /// <summary>
    /// A difference a line: its reason, a tab, <c>-</c> missing or <c>+</c> ours alone or <c>~</c> other options, the command.
    /// later: comes with its customization; beyond: AWS CLI lacks it; models: our models are newer.
    /// </summary>
    static string ListPath => TestData.Path("commands/differences.txt");

    [Fact]
    public async Task Commands_and_options_are_those_of_the_index_but_for_the_listed_differences()
    {
        var theirs = ReadIndex(Conformance.Path("commands.jsonl.gz"));
        var ours = ReadLines(await ListAsync());
        var differences = Differences(theirs, ours);

        var options = ours.Where(command => theirs.ContainsKey(command.Key)).Sum(command => command.Value.Count);
        output.WriteLine($"{ours.Keys.Count(theirs.ContainsKey)} of {theirs.Count} commands, {options} options; {differences.Count} listed differences.");
        Assert.Equal(await ReadListAsync(), differences);
    }

    static async Task<string> ListAsync()
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(["cli-dev", "list-commands"], terminal, new FakeMachine()));
        return terminal.OutputText;
    }

    static SortedDictionary<string, List<string>> ReadIndex(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        return ReadLines(reader.ReadToEnd());
    }

    static SortedDictionary<string, List<string>> ReadLines(string lines)
    {
        var commands = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var command = JsonNode.Parse(line)!;
            commands.Add((string)command["command"]!, [.. command["args"]!.AsArray().Select(argument => Option(argument!.AsObject()))]);
        }
        return commands;
    }

    /// <summary>The index marks the files for streamed replies as required or, for S3 Select, as positionals: they are both.</summary>
    static string Option(JsonObject argument)
    {
        if ((string)argument["name"]! == "outfile") return "outfile";
        if (argument.ContainsKey("positional")) argument.Remove("required");   // it never marks them
        return argument.ToJsonString();
    }

    static SortedSet<string> Differences(SortedDictionary<string, List<string>> theirs, SortedDictionary<string, List<string>> ours)
    {
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (command, options) in theirs)
        {
            if (!ours.TryGetValue(command, out var own)) differences.Add($"- {command}");
            else if (!own.SequenceEqual(options)) differences.Add($"~ {command}");
        }
        foreach (var command in ours.Keys)
        {
            if (!theirs.ContainsKey(command)) differences.Add($"+ {command}");
        }
        return differences;
    }

    static async Task<SortedSet<string>> ReadListAsync()
    {
        var lines = await File.ReadAllLinesAsync(ListPath);
        return new(lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')[1]), StringComparer.Ordinal);
    }
}
