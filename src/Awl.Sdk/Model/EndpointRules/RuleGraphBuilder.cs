using System.Buffers.Binary;
using System.Text.Json;

namespace Awl.Model.EndpointRules;

/// <summary>Compiles endpoint rule sets into one decision graph that shares equal parts, as <see cref="RuleGraph"/> reads it.</summary>
/// <remarks>
/// A rule set is a tree of rules: the first rule whose conditions all hold decides, and a tree in which no rule matches falls through to
/// its next sibling. Compiled from last to first, each rule becomes a chain of nodes that either go on with its own conditions or leave
/// for what follows it. A variable that a rule assigned before it failed is left over; nothing reads it, since a rule reads only what its
/// own conditions and those around it assign. The bytes depend on nothing but the order of the calls.
/// Source: Smithy 2.0, "Rules engine specification"; botocore endpoint_provider.py.
/// </remarks>
sealed class RuleGraphBuilder
{
    const int NoMatch = ~0;

    readonly ExpressionTable _expressions = new();
    readonly Dictionary<(int, int, int), int> _nodeRows = [];
    readonly Dictionary<(int, int, int, int), int> _resultRows = [];
    readonly Dictionary<(int, int, int), int> _ruleSetRows = [];
    readonly Dictionary<string, int> _parameterRows = new(StringComparer.Ordinal);

    readonly List<int> _ruleSets = [];
    readonly List<int> _parameters = [];
    readonly List<int> _nodes = [];
    readonly List<int> _results = [];
    readonly List<int> _partitions = [];

    /// <summary>An empty graph.</summary>
    public RuleGraphBuilder() => Result(RuleResultKind.None, 0, 0, 0);

    /// <summary>Adds the rule set of a service.</summary>
    /// <param name="ruleSet">The content of its <c>endpoint-rule-set-1.json</c>.</param>
    /// <returns>Its number, for <see cref="RuleGraph.RuleSet"/>; equal rule sets share one.</returns>
    /// <exception cref="InvalidDataException">It uses something that this version does not know.</exception>
    public int Add(JsonElement ruleSet)
    {
        var (first, count) = Parameters(ruleSet.GetProperty("parameters"));
        var start = Rules(ruleSet.GetProperty("rules"), NoMatch);

        if (_ruleSetRows.TryGetValue((first, count, start), out var row)) return row;

        _ruleSetRows.Add((first, count, start), row = _ruleSets.Count / 3);
        _ruleSets.AddRange(first, count | (SlotCount(first, count, start) << 16), start);
        return row;
    }

    /// <summary>Adds AWS's partitions.</summary>
    /// <param name="partitions">The content of <c>partitions.json</c>.</param>
    /// <exception cref="InvalidDataException">A pattern of regions has a form that this version does not know.</exception>
    public void SetPartitions(JsonElement partitions)
    {
        _partitions.Clear();
        foreach (var partition in partitions.GetProperty("partitions").EnumerateArray()) AddPartition(partition);
    }

    /// <summary>The graph as bytes.</summary>
    public byte[] Build()
    {
        ReadOnlySpan<List<int>> tables =
            [_ruleSets, _parameters, _nodes, _expressions.Expressions, _expressions.Arguments, _results, _partitions];

        var blob = new List<int> { RuleGraph.Format };
        var offset = RuleGraph.HeaderWords * 4;
        foreach (var table in tables)
        {
            blob.Add(offset);
            offset += table.Count * 4;
        }
        blob.Add(offset);
        blob.Add(_partitions.Count * 4 / PartitionRow.RowSize);
        foreach (var table in tables) blob.AddRange(table);

        return [.. LittleEndian(blob), .. _expressions.Texts];
    }

    /// <summary>The first row and the number of the parameters; equal lists share their rows.</summary>
    (int First, int Count) Parameters(JsonElement parameters)
    {
        var rows = new List<int>();
        foreach (var parameter in parameters.EnumerateObject()) AddParameter(rows, parameter.Name, parameter.Value);

        var key = string.Join(',', rows);
        if (!_parameterRows.TryGetValue(key, out var first))
        {
            _parameterRows.Add(key, first = _parameters.Count / 3);
            _parameters.AddRange(rows);
        }
        return (first, rows.Count / 3);
    }

    void AddParameter(List<int> rows, string name, JsonElement parameter)
    {
        var flags = (int)TypeOf(parameter.GetProperty("type").GetString()!);
        if (parameter.TryGetProperty("required", out var required) && required.GetBoolean()) flags |= RuleParameter.RequiredFlag;
        if (parameter.TryGetProperty("default", out var preset)) flags |= RuleParameter.DefaultFlag;
        var builtIn = parameter.TryGetProperty("builtIn", out var source) ? BuiltInOf(source.GetString()!) : BuiltIn.None;

        rows.Add(_expressions.Slot(name) | ((int)builtIn << 16) | (flags << 24));
        rows.Add(_expressions.Text(name));
        rows.Add((flags & RuleParameter.DefaultFlag) != 0 ? _expressions.Value(preset) : 0);
    }

    /// <summary>Compiles rules from last to first: where one does not match, the evaluation goes on with what follows.</summary>
    int Rules(JsonElement rules, int otherwise)
    {
        for (var i = rules.GetArrayLength() - 1; i >= 0; i--) otherwise = Rule(rules[i], otherwise);
        return otherwise;
    }

    int Rule(JsonElement rule, int otherwise)
    {
        var next = rule.GetProperty("type").GetString() switch
        {
            "tree" => Rules(rule.GetProperty("rules"), otherwise),
            "endpoint" => Endpoint(rule.GetProperty("endpoint")),
            "error" => Result(RuleResultKind.Error, _expressions.Value(rule.GetProperty("error")), 0, 0),
            var type => throw new InvalidDataException($"An endpoint rule set has a rule of a type that is not known: {type}"),
        };

        if (!rule.TryGetProperty("conditions", out var conditions)) return next;
        for (var i = conditions.GetArrayLength() - 1; i >= 0; i--) next = Node(_expressions.Condition(conditions[i]), next, otherwise);
        return next;
    }

    int Endpoint(JsonElement endpoint) => Result(
        RuleResultKind.Endpoint,
        _expressions.Value(endpoint.GetProperty("url")),
        endpoint.TryGetProperty("properties", out var properties) ? _expressions.Record(properties) : _expressions.EmptyRecord,
        endpoint.TryGetProperty("headers", out var headers) ? _expressions.Record(headers) : _expressions.EmptyRecord);

    int Node(int condition, int whenTrue, int whenFalse)
    {
        if (_nodeRows.TryGetValue((condition, whenTrue, whenFalse), out var row)) return row;

        _nodeRows.Add((condition, whenTrue, whenFalse), row = _nodes.Count / 3);
        _nodes.AddRange(condition, whenTrue, whenFalse);
        return row;
    }

    int Result(RuleResultKind kind, int text, int properties, int headers)
    {
        if (_resultRows.TryGetValue(((int)kind, text, properties, headers), out var row)) return ~row;

        _resultRows.Add(((int)kind, text, properties, headers), row = _results.Count / 4);
        _results.AddRange((int)kind, text, properties, headers);
        return ~row;
    }

    /// <summary>One more than the highest slot that the parameters and the reachable conditions use.</summary>
    int SlotCount(int firstParameter, int parameterCount, int start)
    {
        var highest = -1;
        for (var i = 0; i < parameterCount; i++) highest = Math.Max(highest, _parameters[(firstParameter + i) * 3] & 0xffff);

        var seen = new HashSet<int>();
        var open = new Stack<int>([start]);
        while (open.TryPop(out var node))
        {
            if (node < 0 || !seen.Add(node)) continue;

            var head = _expressions.Expressions[_nodes[node * 3] * 2];
            if ((byte)head == (byte)ExpressionKind.Assign) highest = Math.Max(highest, head >> 16);
            open.Push(_nodes[(node * 3) + 1]);
            open.Push(_nodes[(node * 3) + 2]);
        }
        return highest + 1;
    }

    void AddPartition(JsonElement partition)
    {
        var outputs = partition.GetProperty("outputs");
        var flags = (outputs.GetProperty("supportsFIPS").GetBoolean() ? 1 : 0)
            | (outputs.GetProperty("supportsDualStack").GetBoolean() ? 2 : 0);
        int[] regions = [.. partition.GetProperty("regions").EnumerateObject().Select(region => _expressions.Text(region.Name))];
        int[] prefixes = [.. RegionPrefixes(partition.GetProperty("regionRegex").GetString()!).Select(_expressions.Text)];

        _partitions.AddRange(
            _expressions.Text(partition.GetProperty("id").GetString()!),
            _expressions.Text(outputs.GetProperty("dnsSuffix").GetString()!),
            _expressions.Text(outputs.GetProperty("dualStackDnsSuffix").GetString()!),
            _expressions.Text(outputs.GetProperty("implicitGlobalRegion").GetString()!),
            flags | (regions.Length << 16),
            _expressions.List(regions),
            _expressions.List(prefixes),
            prefixes.Length);
    }

    /// <summary>The prefixes that a pattern such as <c>^(us|eu)\-\w+\-\d+$</c> allows: <c>us-</c>, <c>eu-</c>.</summary>
    /// <remarks>All of AWS's patterns end alike and start with words and alternatives. Another must not be taken for one of these.</remarks>
    static List<string> RegionPrefixes(string pattern)
    {
        const string Ending = @"\w+\-\d+$";
        var unknown = new InvalidDataException($"The pattern of a partition's regions has a form that is not known: {pattern}");
        if (!pattern.StartsWith('^') || !pattern.EndsWith(Ending, StringComparison.Ordinal)) throw unknown;

        List<string> prefixes = [""];
        foreach (var part in pattern[1..^Ending.Length].Replace(@"\-", "-", StringComparison.Ordinal).Split('-')[..^1])
        {
            string[] words = part is ['(', .., ')'] ? part[1..^1].Split('|') : [part];
            if (!words.All(word => word.Length > 0 && word.All(char.IsAsciiLetterOrDigit))) throw unknown;
            prefixes = [.. prefixes.SelectMany(prefix => words.Select(word => $"{prefix}{word}-"))];
        }
        return prefixes;
    }

    static ParameterType TypeOf(string type) => type.ToLowerInvariant() switch
    {
        "string" => ParameterType.Text,
        "boolean" => ParameterType.Boolean,
        "stringarray" => ParameterType.TextList,
        _ => throw new InvalidDataException($"An endpoint rule set has a parameter of a type that is not known: {type}"),
    };

    static BuiltIn BuiltInOf(string name) => name switch
    {
        "AWS::Region" => BuiltIn.Region,
        "AWS::UseFIPS" => BuiltIn.UseFips,
        "AWS::UseDualStack" => BuiltIn.UseDualStack,
        "SDK::Endpoint" => BuiltIn.Endpoint,
        "AWS::Auth::AccountId" => BuiltIn.AccountId,
        "AWS::Auth::AccountIdEndpointMode" => BuiltIn.AccountIdEndpointMode,
        "AWS::S3::Accelerate" => BuiltIn.S3Accelerate,
        "AWS::S3::ForcePathStyle" => BuiltIn.S3ForcePathStyle,
        "AWS::S3::UseGlobalEndpoint" => BuiltIn.S3UseGlobalEndpoint,
        "AWS::S3::UseArnRegion" => BuiltIn.S3UseArnRegion,
        "AWS::S3::DisableMultiRegionAccessPoints" => BuiltIn.S3DisableMultiRegionAccessPoints,
        "AWS::S3::DisableS3ExpressSessionAuth" => BuiltIn.S3DisableExpressSessionAuth,
        "AWS::S3Control::UseArnRegion" => BuiltIn.S3ControlUseArnRegion,
        "AWS::STS::UseGlobalEndpoint" => BuiltIn.StsUseGlobalEndpoint,
        _ => throw new InvalidDataException($"An endpoint rule set has a built-in parameter that is not known: {name}"),
    };

    static ReadOnlySpan<byte> LittleEndian(List<int> words)
    {
        var bytes = new byte[words.Count * 4];
        for (var i = 0; i < words.Count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
        return bytes;
    }
}
