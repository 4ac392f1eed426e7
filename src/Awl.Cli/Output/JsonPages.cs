using System.Buffers;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>Prints merged pages as JSON while they arrive.</summary>
/// <remarks>
/// The first result key with a value is the first member of the result, nearly always a list. Its items are printed at once and forgotten;
/// whatever comes behind it in the text (other result keys, non-aggregate keys, the token) waits in the merger for the end.
/// AWS CLI prints all at the end instead, so that it prints nothing where a later page fails.
/// </remarks>
sealed class JsonPages(PageMerger merger, OutputBuffer output)
{
    /// <summary>The names that lead to the list being printed; empty before its first item.</summary>
    readonly List<string> _path = [];
    MergedValue? _list;

    public void Add(JsonElement page)
    {
        merger.Add(page);
        if (_list is null) Open(merger.Result, []);
        else PrintItems(isFirst: false);
    }

    /// <summary>Prints the rest. False where nothing was printed while pages came: then the result is to be printed as a whole.</summary>
    public bool TryComplete()
    {
        if (_list is null) return false;

        output.Write("\n"u8);
        output.Write((byte)' ', _path.Count * PythonJson.Indent);
        output.Write("]"u8);
        for (var depth = _path.Count - 1; depth >= 0; depth--) CloseObject(depth);
        output.Write("\n"u8);
        return true;
    }

    /// <summary>Looks for the list at the head of the result, and prints up to its first items if it has any.</summary>
    void Open(MergedValue head, List<string> path)
    {
        if (head.Members is [var (name, first), ..])
        {
            path.Add(name);
            Open(first, path);
        }
        else if (head.IsList && head.TakeItems() is { Length: > 0 } items)
        {
            _list = head;
            foreach (var key in path)
            {
                output.Write("{"u8);
                _path.Add(key);
                WriteName(key, _path.Count);
            }
            output.Write("["u8);
            PythonJson.WriteItems(items, output, _path.Count, isFirst: true);
        }
    }

    void PrintItems(bool isFirst) => PythonJson.WriteItems(_list!.TakeItems(), output, _path.Count, isFirst);

    /// <summary>Prints the members behind the first of an object that is open, and its end.</summary>
    void CloseObject(int depth)
    {
        var value = merger.Result;
        foreach (var name in _path[..depth]) value = value.Members!.First(member => member.Key == name).Value;

        foreach (var (name, member) in value.Members!.Skip(1))
        {
            output.Write(","u8);
            WriteName(name, depth + 1);
            PythonJson.Write(Raw(member), output, depth + 1);
        }
        output.Write("\n"u8);
        output.Write((byte)' ', depth * PythonJson.Indent);
        output.Write("}"u8);
    }

    void WriteName(string name, int depth)
    {
        output.Write("\n"u8);
        output.Write((byte)' ', depth * PythonJson.Indent);
        PythonJson.WriteString(name, output);
        output.Write(": "u8);
    }

    static ReadOnlySpan<byte> Raw(MergedValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { SkipValidation = true })) value.WriteTo(writer);
        return buffer.WrittenSpan;
    }
}
