namespace Awl.Cli.Output;

/// <summary>All output formats, under the names that <c>--output</c> takes. Those of AWS CLI v2, and for rows <c>csv</c>, <c>tsv</c>, <c>jsonl</c>.</summary>
static class OutputFormats
{
    public static readonly (string Name, Func<OutputOptions, IOutputFormat> Create)[] All =
    [
        ("json", _ => new JsonFormat()),
        ("text", _ => new TextFormat()),
        ("table", options => new TableFormat(options)),
        ("yaml", options => new YamlFormat(options.YamlTags)),
        ("yaml-stream", options => new YamlStreamFormat(options.YamlTags)),
        ("csv", options => new CsvFormat(options)),
        ("tsv", options => new TsvFormat(options)),
        ("jsonl", options => new JsonLinesFormat(options)),
        ("off", _ => new OffFormat()),
    ];

    /// <summary>The format of a name; null where there is none.</summary>
    public static IOutputFormat? Find(string name, OutputOptions options)
    {
        foreach (var (known, create) in All)
        {
            if (known == name) return create(options);
        }
        return null;
    }
}
