using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Model;

namespace Awl.Cli.Parameters;

/// <summary>Turns the options of an operation into its JSON input.</summary>
/// <remarks>
/// The order is AWS CLI's, because the first fault is the one that it reports: the options as the command lists them, then the whole input, whose members
/// count only where no option gives them, then base64. Source: aws-cli v2, clidriver.py, <c>ServiceOperation.__call__</c>.
/// </remarks>
/// <param name="operation">The operation.</param>
/// <param name="specs">The options of the command.</param>
/// <param name="options">The line.</param>
/// <param name="machine">Where files are read.</param>
sealed class InputBuilder(Operation operation, IReadOnlyList<OptionSpec> specs, ParsedOptions options, Machine machine)
{
    /// <summary>AWS's deepest input has 40 levels; a document may have any number.</summary>
    const int MaxDepth = 1000;

    readonly ParameterFiles _files = new(machine);

    /// <summary>Whether paging options mean members of the operation whose names they took: so it is when automatic paging is off.</summary>
    public bool PagingIsOff { get; init; }

    /// <summary>Asked when there is a text for a blob: whether it is the content itself and not base64 (<c>--cli-binary-format raw-in-base64-out</c>).</summary>
    public Func<bool> BlobsAreRaw { get; init; } = static () => false;

    /// <summary>Standard input, for <c>--cli-input-json -</c>.</summary>
    public Func<Stream> Input { get; init; } = static () => Stream.Null;

    /// <summary>What a command makes of its own options.</summary>
    public Action<OwnOptions, InputValue.Map> ReadOwn { get; init; } = static (_, _) => { };

    /// <summary>What a command makes of the input, before it is written.</summary>
    public Action<InputValue.Map> Complete { get; init; } = static _ => { };

    /// <exception cref="UsageException">A value is not what its option takes.</exception>
    /// <exception cref="CommandFailedException">The same, where AWS CLI lets a plain Python error through.</exception>
    public OperationInput Build()
    {
        var input = new InputValue.Map();
        var body = ReadOptions(input);
        ReadOwn(new(options, _files), input);
        if (new WholeInput(_files, Input).Find(options) is { } whole) AddMissing(input, whole);
        Complete(input);
        body ??= TakeStreamingMember(input);
        return new(Write(input), body);
    }

    /// <returns>The streaming member, or null.</returns>
    Stream? ReadOptions(InputValue.Map input)
    {
        Stream? body = null;
        var reader = new OptionReader(operation, _files);
        foreach (var spec in specs)
        {
            if (options.Find(spec.Destination) is not { } entry || entry.Option.Name != spec.Name) continue;
            if (MeantBy(spec) is not { Member: { } member } option) continue;

            if (member.IsStreaming) body = OpenBody(option, _files.Find(option, entry.Values[0]) ?? new InputValue.Text(entry.Values[0]));
            else InputPath.Set(input, option.Path ?? member.Name, ValueOf(option, member, entry, reader));
        }
        return body;
    }

    static InputValue ValueOf(OptionSpec option, Member member, ParsedOptions.Entry entry, OptionReader reader)
    {
        if (option.Kind == ValueKind.Boolean) return new InputValue.Boolean(entry.Option.FlagValue);
        if (entry.Values.Count == 0 && option.Kind == ValueKind.Structure) return new InputValue.Map { ["Value"] = new InputValue.Boolean(entry.Option.FlagValue) };

        var value = reader.Read(option, member, entry.Values);
        return option.Refusal is { } refusal && value is InputValue.Map map && map.Find(refusal.Member) is not null ? throw new UsageException(refusal.Message) : value;
    }

    OptionSpec MeantBy(OptionSpec option) => PagingIsOff && option.Shadows is { } member ? member : option;

    /// <remarks>Source: aws-cli v2, argprocess.py, <c>unpack_scalar_cli_arg</c>.</remarks>
    Stream OpenBody(OptionSpec option, InputValue path)
        => (path is InputValue.Text { Value: { Length: > 0 } text } ? machine.OpenFile(machine.ExpandPath(text)) : null)
            ?? throw OptionReader.Error(option, "Blob values must be a path to a file.");

    static void AddMissing(InputValue.Map input, InputValue.Map whole)
    {
        foreach (var (name, value) in whole.Members) input.Members.TryAdd(name, value);
    }

    /// <summary>The streaming member where it came inline, in the whole input: as every blob of JSON, it is base64.</summary>
    Stream? TakeStreamingMember(InputValue.Map input)
    {
        if (operation.StreamingInput is not { IsStreaming: true } member) return null;
        var content = input.Find(member.Name) switch
        {
            InputValue.Bytes bytes => bytes.Value,
            InputValue.Text text when BlobsAreRaw() => Encoding.UTF8.GetBytes(text.Value),
            InputValue.Text text => Convert.FromBase64String(PythonBase64.Normalize(text.Value)),
            _ => null,
        };
        if (content is null) return null;
        input.Members.Remove(member.Name);
        return new MemoryStream(content, writable: false);
    }

    JsonElement Write(InputValue.Map input)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new() { MaxDepth = MaxDepth })) new InputWriter(json, BlobsAreRaw, machine.Clock.GetLocalNow).Write(input, operation.Input);
        return JsonDocument.Parse(buffer.WrittenMemory, new() { MaxDepth = MaxDepth }).RootElement;
    }
}
