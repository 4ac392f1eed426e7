using System.Globalization;
using System.Text;
using System.Text.Json;
using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary>A command that tells a running server something: its options, as JSON, to the server's path for such orders.</summary>
abstract class OrderCommand(string path) : ICommand
{
    public abstract CommandSpec Spec { get; }

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var servers = new RunningServers(context.Machine);
        var server = await servers.GetAsync(context.Options.Value("id"), cancellationToken);
        var answer = await servers.OrderAsync(server, path, ToJson(context.Options), cancellationToken);
        context.Out.WriteLine(answer.TrimEnd('\n'));
        return 0;
    }

    /// <summary>What the option says, where that is a number: a count, or a time in seconds.</summary>
    protected abstract double? FindNumber(string name, string value);

    /// <summary>A time such as 90, 90s, 2m, 1h in seconds.</summary>
    /// <exception cref="UsageException">It is no time.</exception>
    protected static double Seconds(string name, string text)
    {
        var unit = text is [.., 's' or 'm' or 'h'] ? text[^1] : ' ';
        var digits = unit == ' ' ? text : text[..^1];
        return Number(name, digits) * unit switch { 'm' => 60, 'h' => 3600, _ => 1 };
    }

    /// <exception cref="UsageException">It is no number.</exception>
    protected static double Number(string name, string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e9
            ? number : throw new UsageException($"--{name} takes a number, or a time such as 30s or 2m, not '{text}'.");

    string ToJson(ParsedOptions options)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (option, values) in options.Entries)
            {
                if (option.Name == "id") continue;
                if (option.Kind == ValueKind.Boolean) json.WriteBoolean(option.Name, option.FlagValue);
                else if (FindNumber(option.Name, values[0]) is { } number) json.WriteNumber(option.Name, number);
                else json.WriteString(option.Name, values[0]);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
