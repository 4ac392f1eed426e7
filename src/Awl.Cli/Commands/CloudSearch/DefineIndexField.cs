using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.CloudSearch;

/// <summary><c>cloudsearch define-index-field</c>: an option for each member of the field; its type says in which structure of the input they go.</summary>
/// <remarks>Source: aws-cli v2, customizations/cloudsearch.py and flatten.py.</remarks>
sealed class DefineIndexField(Operation operation, string command) : OperationCommand(operation, command)
{
    static (string Option, string Member, ValueKind Kind)[] TypeOptions =>
    [
        ("default-value", "DefaultValue", ValueKind.String),
        ("facet-enabled", "FacetEnabled", ValueKind.Boolean),
        ("search-enabled", "SearchEnabled", ValueKind.Boolean),
        ("return-enabled", "ReturnEnabled", ValueKind.Boolean),
        ("sort-enabled", "SortEnabled", ValueKind.Boolean),
        ("source-field", "SourceField", ValueKind.String),
        ("highlight-enabled", "HighlightEnabled", ValueKind.Boolean),
        ("analysis-scheme", "AnalysisScheme", ValueKind.String),
    ];

    protected override void ChangeOptions(OptionList options)
    {
        options.Remove("index-field");
        options.Add(new("name") { IsRequired = true, Summary = "The name of the field." });
        options.Add(new("type") { IsRequired = true, Summary = "The type of the field: int, double, text-array and so on." });
        foreach (var (option, _, kind) in TypeOptions) options.Add(new(option, kind) { Arity = Arity.One, Summary = $"The {option} of the field." });
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (options.Text("name") is { } name) InputPath.Set(input, "IndexField.IndexFieldName", new InputValue.Text(name));
        if (options.Text("type") is { } type) InputPath.Set(input, "IndexField.IndexFieldType", new InputValue.Text(type));
        foreach (var (option, member, kind) in TypeOptions)
        {
            if (options.Value(option) is not InputValue.Text given) continue;
            var structure = StructureOf(options.Text("type") ?? throw new CommandFailedException("You must pass the --type option."));
            InputPath.Set(input, $"IndexField.{structure}Options.{member}", ValueOf(member, kind, structure, given));
        }
    }

    static InputValue ValueOf(string member, ValueKind kind, string structure, InputValue.Text given) => kind == ValueKind.Boolean
        ? new InputValue.Boolean(!given.Value.Equals("false", StringComparison.OrdinalIgnoreCase))
        : (member, structure) switch
        {
            ("DefaultValue", "Int" or "IntArray") => Scalars.Integer(given.Value),
            ("DefaultValue", "Double" or "DoubleArray") => Scalars.Float(given.Value),
            _ => given,
        };

    /// <summary><c>int-array</c> is <c>IntArray</c>; one name in the model breaks the rule.</summary>
    static string StructureOf(string type)
    {
        var words = type.Split('-').Select(static word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant());
        var name = string.Concat(words);
        return name == "Latlon" ? "LatLon" : name;
    }
}
