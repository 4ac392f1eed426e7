using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.CliDev;

/// <summary><c>cli-dev list-commands</c>: every command and its options, one JSON object a line.</summary>
/// <remarks>The form is that of AWS CLI v2's completion index, so that the two can be compared; options that every command has beside AWS CLI's are left out.</remarks>
sealed class ListCommands : ICommand
{
    public CommandSpec Spec { get; } = new("cli-dev list-commands", "Prints all commands and their options as JSON lines.");

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(context.Terminal.Output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Write(new("aws", "") { Options = GlobalOptions.Specs() });
        foreach (var spec in context.Commands.AllSpecs()) Write(spec with { Path = $"aws {spec.Path}" });
        return Task.FromResult(0);

        void Write(CommandSpec spec)
        {
            WriteTo(json, spec);
            json.Flush();
            json.Reset();
            context.Terminal.Output.Write("\n"u8);
        }
    }

    static void WriteTo(Utf8JsonWriter json, CommandSpec spec)
    {
        json.WriteStartObject();
        json.WriteString("command", spec.Path);
        json.WriteStartArray("args");
        foreach (var option in spec.Options)
        {
            if (!option.IsOurs) WriteTo(json, option);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteTo(Utf8JsonWriter json, OptionSpec option)
    {
        json.WriteStartObject();
        json.WriteString("name", option.Name);
        json.WriteString("type", TypeName(option.Kind));
        if (NumberOfWords(option) is { } words) json.WriteString("nargs", words);
        if (option.IsRequired) json.WriteBoolean("required", true);
        if (option.IsPositional) json.WriteBoolean("positional", true);
        json.WriteEndObject();
    }

    static string TypeName(ValueKind kind) => kind == ValueKind.Number ? "int" : kind.ToString().ToLowerInvariant();

    static string? NumberOfWords(OptionSpec option) => option.Arity switch
    {
        _ when option.HidesArity => null,
        { Least: 0, Most: 1 } => "?",
        { Least: 0, Most: > 1 } => "*",
        { Least: 1, Most: > 1 } => "+",
        { Least: 2, Most: 2 } => "2",
        _ => null,
    };
}
