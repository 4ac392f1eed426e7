using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Awl.Local.Imds;

/// <summary>What the user says of the instance, in a file of YAML or JSON. All of it may be left out.</summary>
sealed class InstanceFile
{
    static readonly string[] _names =
    [
        "account-id", "ami-id", "ami-launch-index", "architecture", "autoscaling-state", "availability-zone", "availability-zone-id", "dynamic", "hostname",
        "http-endpoint", "http-tokens", "instance-id", "instance-life-cycle", "instance-profile", "instance-profile-id", "instance-type", "interface-id", "ipv6",
        "key-name", "local-ipv4", "mac", "meta-data", "placement-group", "product-codes", "public-ipv4", "public-key", "region", "reservation-id", "role",
        "security-group-ids", "security-groups", "subnet-id", "subnet-ipv4-cidr-block", "system", "tags", "user-data", "user-data-file", "vpc-id",
        "vpc-ipv4-cidr-block",
    ];

    readonly YamlMappingNode _values;
    readonly string _path;

    InstanceFile(string path, YamlMappingNode values) => (_path, _values) = (path, values);

    /// <summary>Nothing said.</summary>
    public static InstanceFile None { get; } = new("", []);

    /// <exception cref="LocalFileException">It is not there or cannot be read.</exception>
    /// <exception cref="UsageException">It is no YAML, or has something that no instance has.</exception>
    public static InstanceFile Read(Machine machine, string path)
        => Parse(path, Encoding.UTF8.GetString(machine.ReadFile(path) ?? throw new LocalFileException($"There is no file {path}.")));

    /// <inheritdoc cref="Read"/>
    public static InstanceFile Parse(string path, string text)
    {
        var file = new InstanceFile(path, ParseMap(path, text));
        foreach (var (name, _) in MembersOf(file._values))
        {
            if (!_names.Contains(name)) throw file.Wrong($"it has '{name}', which is none of: {string.Join(", ", _names)}. Other paths go under meta-data");
        }
        return file;
    }

    /// <summary>The text of a name, or null when nothing is said.</summary>
    public string? Text(string name) => Find(name) is { } value ? TextOf(value) ?? throw Wrong($"'{name}' is no text") : null;

    /// <summary>The texts of a name, or null when nothing is said; one text is a list of one.</summary>
    public IReadOnlyList<string>? List(string name) => Find(name) switch
    {
        null => null,
        YamlSequenceNode list => [.. list.Select(item => TextOf(item) ?? throw Wrong($"'{name}' has an entry that is no text"))],
        var value => [TextOf(value) ?? throw Wrong($"'{name}' is neither a text nor a list")],
    };

    /// <summary>The members of a name; none when nothing is said.</summary>
    public IEnumerable<KeyValuePair<string, YamlNode>> Members(string name) => Find(name) switch
    {
        null => [],
        YamlMappingNode map => MembersOf(map),
        _ => throw Wrong($"'{name}' is no mapping"),
    };

    public UsageException Wrong(string what) => new($"{_path}: {what}.");

    /// <summary>The members of a mapping by name.</summary>
    public static IEnumerable<KeyValuePair<string, YamlNode>> MembersOf(YamlMappingNode map)
        => map.Children.Select(member => new KeyValuePair<string, YamlNode>(TextOf(member.Key) ?? "", member.Value));

    /// <summary>A scalar as the text that it is, numbers too; null for what is none.</summary>
    public static string? TextOf(YamlNode value) => value is YamlScalarNode scalar && !IsNull(scalar) ? scalar.Value : null;

    /// <summary>Whether it says that there is nothing.</summary>
    public static bool IsNull(YamlNode value) => value is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    YamlNode? Find(string name) => _values.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    static YamlMappingNode ParseMap(string path, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents switch
            {
                [] => [],
                [{ RootNode: YamlMappingNode map }] => map,
                _ => throw new UsageException($"{path}: it is no mapping of names to values."),
            };
        }
        catch (YamlException e) { throw new UsageException($"{path}, line {e.Start.Line}: it is neither YAML nor JSON: {e.Message}", e); }
    }
}
