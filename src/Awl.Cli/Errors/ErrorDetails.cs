using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Commands;
using Awl.Cli.Output;
using Awl.Cli.Terminals;

namespace Awl.Cli.Errors;

/// <summary>An error with a code, which can be shown as data.</summary>
/// <param name="Code">The service's code, or AWS CLI's own: <c>ParamValidation</c>, <c>NoRegion</c>, <c>NoCredentials</c>, <c>Configuration</c>.</param>
/// <param name="Message">What went wrong.</param>
/// <remarks>Source: aws-cli v2, errorhandler.py.</remarks>
sealed record ErrorDetails(string Code, string Message)
{
    const int MostInlineItems = 5;

    /// <summary>The error as one line of text.</summary>
    public string Headline { get; private init; } = $"An error occurred ({Code}): {Message}";

    /// <summary>The members that the service's model has for this error; null for other errors.</summary>
    JsonElement? Members { get; init; }

    bool IsMessageFirst { get; init; }

    /// <summary>The error with its code; null for those that AWS CLI prints as text only.</summary>
    public static ErrorDetails? Of(Exception exception) => exception switch
    {
        UsageException usage => new("ParamValidation", usage.ShowsUsage ? $"{usage.Message}\n\n{Usage.Text}" : usage.Message),
        CliConfigurationException => new("Configuration", exception.Message),
        PagerException => new("Pager", exception.Message),
        ConfigurationException { Fault: ConfigurationFault.NoRegion } => new("NoRegion", exception.Message),
        CredentialsException { Fault: CredentialsFault.NoneConfigured } => new("NoCredentials", exception.Message),
        ServiceException service => OfService(service),
        _ => null,
    };

    static ErrorDetails OfService(ServiceException error)
    {
        var message = S3ErrorText.Of(error);
        return new(error.Code, message) { Headline = error.Message[..^error.ServiceMessage.Length] + message, Members = error.Details, IsMessageFirst = error.IsMessageFirst };
    }

    /// <summary>Writes the error as data in an output format, with the call that it is about where that is said.</summary>
    /// <remarks>A table is coloured where one on standard output would be.</remarks>
    public void WriteAs(string format, Terminal terminal, string color, string? origin)
    {
        var options = new OutputOptions { Title = "error", Width = terminal.Width, Colour = format == "table" && ResultOutput.IsColoured(color, terminal), IsPaged = true };
        terminal.IsColoured |= options.Colour;
        var printer = new ReplyPrinter(OutputFormats.Find(format, options)!, options, terminal.ErrorIsScreen ? new ScreenStream(terminal.ErrorOutput) : terminal.ErrorOutput);
        printer.WritePage(ToJson(origin));
        printer.Complete();
    }

    /// <summary>Writes the members besides code and message, the short ones with their values.</summary>
    public void WriteMembers(TextWriter writer)
    {
        var (any, hasComplex) = (false, false);
        foreach (var member in OtherMembers())
        {
            if (!any) writer.Write("\nAdditional error details:\n");
            any = true;
            var text = InlineText(member.Value);
            hasComplex |= text is null;
            writer.Write($"{member.Name}: {text ?? "<complex value>"}\n");
        }
        if (hasComplex) writer.Write("Use \"--cli-error-format json\" or another error format to see the full details.\n");
    }

    JsonElement ToJson(string? origin)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (IsMessageFirst) json.WriteString("Message", Message);
            json.WriteString("Code", Code);
            if (!IsMessageFirst) json.WriteString("Message", Message);
            if (origin is not null) json.WriteString("Origin", origin);
            foreach (var member in AllMembers())
            {
                if (member.Name is not ("Code" or "Message")) member.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    IEnumerable<JsonProperty> AllMembers() => Members is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];

    IEnumerable<JsonProperty> OtherMembers()
    {
        foreach (var member in AllMembers())
        {
            if (!member.Name.Equals("code", StringComparison.OrdinalIgnoreCase) && !member.Name.Equals("message", StringComparison.OrdinalIgnoreCase))
                yield return member;
        }
    }

    /// <summary>A value in one line, in Python's words; null when it is too large for that.</summary>
    static string? InlineText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => Join(value.GetArrayLength(), '[', value.EnumerateArray().Select(ScalarText), ']'),
        JsonValueKind.Object => Join(value.GetPropertyCount(), '{', value.EnumerateObject().Select(member => ScalarText(member.Value) is { } text ? $"{member.Name}: {text}" : null), '}'),
        _ => ScalarText(value),
    };

    static string? Join(int count, char open, IEnumerable<string?> items, char close)
    {
        if (count >= MostInlineItems) return null;

        var text = new StringBuilder().Append(open);
        foreach (var item in items)
        {
            if (item is null) return null;
            if (text.Length > 1) text.Append(", ");
            text.Append(item);
        }
        return text.Append(close).ToString();
    }

    static string? ScalarText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        _ => null,
    };
}
