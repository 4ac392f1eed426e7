using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Awl.Cli.Parameters.Yaml;

/// <summary>Reads one YAML document as values.</summary>
/// <remarks>
/// Dates stay texts, and keys are the texts that stand there: JSON has neither dates nor other keys. Aliases and merge keys (<c>&lt;&lt;</c>) are resolved, a
/// key that comes twice is an error. Source: ruamel.yaml's safe loader for YAML 1.2, as aws-cli v2 uses it.
/// </remarks>
sealed class YamlReader
{
    const int MaxDepth = 900;

    readonly Parser _parser;
    readonly Dictionary<AnchorName, InputValue> _anchors = [];
    int _depth;

    YamlReader(string text) => _parser = new(new StringReader(text));

    /// <exception cref="YamlException">It is no YAML, or more than one document.</exception>
    public static InputValue Parse(string text)
    {
        try { return new YamlReader(text.TrimStart('\ufeff')).ReadStream(); }
        // YamlDotNet lets its own broken invariants through on some broken texts.
        catch (Exception e) when (e is YamlDotNet.Core.YamlException or InvalidOperationException or ArgumentException) { throw new YamlException(e.Message, e); }
    }

    InputValue ReadStream()
    {
        Take<StreamStart>();
        if (Next() is StreamEnd) return new InputValue.Null();

        Take<DocumentStart>();
        var value = ReadNode();
        Take<DocumentEnd>();
        return Next() is StreamEnd ? value : throw new YamlException("expected a single document in the stream");
    }

    InputValue ReadNode()
    {
        switch (Next())
        {
            case AnchorAlias alias:
                Skip();
                return _anchors.TryGetValue(alias.Value, out var named) ? named : throw new YamlException($"found undefined alias '{alias.Value}'");
            case Scalar scalar:
                Skip();
                return Anchored(scalar, YamlScalars.Read(scalar));
            case SequenceStart sequence:
                return Anchored(sequence, ReadSequence(sequence));
            case MappingStart mapping:
                return Anchored(mapping, ReadMapping(mapping));
            case var other:
                throw new YamlException($"unexpected {other.GetType().Name}");
        }
    }

    InputValue Anchored(NodeEvent node, InputValue value)
    {
        if (!node.Anchor.IsEmpty) _anchors[node.Anchor] = value;
        return value;
    }

    InputValue.List ReadSequence(SequenceStart start)
    {
        Enter(start, "!", "?", "tag:yaml.org,2002:seq");
        var list = new InputValue.List();
        while (Next() is not SequenceEnd) list.Items.Add(ReadNode());
        Leave();
        return list;
    }

    InputValue.Map ReadMapping(MappingStart start)
    {
        Enter(start, "!", "?", "tag:yaml.org,2002:map");
        var map = new InputValue.Map();
        var merged = new List<InputValue.Map>();
        while (Next() is not MappingEnd) ReadMember(map, merged);
        Leave();

        foreach (var other in merged)
        {
            foreach (var (key, value) in other.Members) map.Members.TryAdd(key, value);
        }
        return map;
    }

    void ReadMember(InputValue.Map map, List<InputValue.Map> merged)
    {
        var key = Next() switch
        {
            Scalar scalar => scalar,
            AnchorAlias alias when _anchors.GetValueOrDefault(alias.Value) is InputValue.Text text => new Scalar(null, null, text.Value, ScalarStyle.DoubleQuoted, false, true),
            _ => throw new YamlException("found a key that is no scalar"),
        };
        Skip();
        if (!key.Anchor.IsEmpty) _anchors[key.Anchor] = new InputValue.Text(key.Value);

        if (YamlScalars.IsMerge(key)) AddMerged(ReadNode(), merged);
        else if (!map.Members.TryAdd(key.Value, ReadNode())) throw new YamlException($"found duplicate key \"{key.Value}\"");
    }

    static void AddMerged(InputValue value, List<InputValue.Map> merged)
    {
        switch (value)
        {
            case InputValue.Map map: merged.Add(map); break;
            case InputValue.List list:
                foreach (var item in list.Items) merged.Add(item as InputValue.Map ?? throw NoMapping());
                break;
            default: throw NoMapping();
        }
    }

    static YamlException NoMapping() => new("expected a mapping or list of mappings for merging");

    /// <summary>Takes the start of a collection that has no tag, or one of these.</summary>
    void Enter(NodeEvent start, params ReadOnlySpan<string> tags)
    {
        if (!start.Tag.IsEmpty && !tags.Contains(start.Tag.Value)) throw new YamlException($"could not determine a constructor for the tag '{start.Tag}'");
        if (++_depth > MaxDepth) throw new YamlException("the document is nested too deeply");
        Skip();
    }

    void Leave()
    {
        _depth--;
        Skip();
    }

    ParsingEvent Next() => _parser.Current ?? (_parser.MoveNext() ? _parser.Current! : throw new YamlException("the document ends early"));

    void Skip() => _parser.MoveNext();

    void Take<T>() where T : ParsingEvent
    {
        if (Next() is not T) throw new YamlException($"expected {typeof(T).Name}");
        Skip();
    }
}
