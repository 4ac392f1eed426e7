using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters.Yaml;

namespace Awl.Cli.Parameters;

/// <summary>The input that is given as a whole: <c>--cli-input-json</c>, <c>--cli-input-yaml</c>.</summary>
/// <remarks>Source: aws-cli v2, customizations/cliinput.py; its messages name the option now with, now without dashes. That <c>-</c> reads standard input is ours.</remarks>
sealed class WholeInput(ParameterFiles files, Func<Stream> input)
{
    /// <summary>The input, or null when neither option is given.</summary>
    /// <exception cref="UsageException">Both are given, or it is no JSON or YAML, or no object.</exception>
    public InputValue.Map? Find(ParsedOptions options)
    {
        var json = options.Find("cli-input-json");
        var yaml = options.Find("cli-input-yaml");
        if (json is not null && yaml is not null) throw new UsageException("Only one --cli-input- parameter may be specified.");
        if ((json ?? yaml) is not { } given) return null;

        var text = ReadText(given);
        var value = yaml is null ? ParseJson(given.Option, text) : ParseYaml(given.Option, text);
        return value as InputValue.Map ?? throw Error(given.Option.Spelling, $"Invalid type: expecting map, received <class '{value.PythonType}'>");
    }

    string ReadText(ParsedOptions.Entry given)
    {
        var value = given.Values[0];
        if (value == "-") return ReadInput();
        return files.Find(given.Option, value) switch
        {
            null => value,
            InputValue.Bytes bytes => Encoding.UTF8.GetString(bytes.Value),
            var text => ((InputValue.Text)text).Value,
        };
    }

    string ReadInput()
    {
        using var reader = new StreamReader(input(), new UTF8Encoding(false));
        return reader.ReadToEnd();
    }

    static InputValue ParseJson(OptionSpec option, string text)
    {
        try { return PythonJson.Parse(text); }
        catch (PythonJsonException) { throw Error(option.Name, "Invalid JSON received."); }
    }

    static InputValue ParseYaml(OptionSpec option, string text)
    {
        try { return YamlReader.Parse(text); }
        catch (YamlException) { throw Error(option.Name, "Invalid YAML received."); }
    }

    static UsageException Error(string option, string message) => new($"Error parsing parameter '{option}': {message}");
}
