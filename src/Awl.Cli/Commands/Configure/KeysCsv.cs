using Awl.Cli.Errors;

namespace Awl.Cli.Commands.Configure;

/// <summary>Reads the CSV files of access keys that the console gives out. Messages never quote a row: it holds secrets.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/importer.py.</remarks>
static class KeysCsv
{
    const string UserName = "User Name", AccessKeyId = "Access Key ID", SecretAccessKey = "Secret Access key";

    public static List<Row> Parse(string text, bool skipsInvalid)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new CommandFailedException("Provided CSV contains no contents");

        var lines = text.TrimStart('\uFEFF').TrimEnd('\r', '\n').Split('\n');
        var header = CsvLine.Parse(lines[0]).ConvertAll(name => name.Trim().ToLowerInvariant());
        ReadOnlySpan<int> columns = [Column(header, UserName, text), Column(header, AccessKeyId, text), Column(header, SecretAccessKey, text)];

        var rows = new List<Row>();
        for (var i = 1; i < lines.Length; i++)
        {
            var values = CsvLine.Parse(lines[i].AsSpan().TrimEnd('\r'));
            var row = new Row(Value(values, columns[0]), Value(values, columns[1]), Value(values, columns[2]));
            if (row.Missing is not { } missing) rows.Add(row);
            else if (!skipsInvalid) throw new CommandFailedException($"Failed to parse entry #{i}: Row missing value for header \"{missing}\"");
        }
        return rows;
    }

    static int Column(List<string> header, string name, string text)
    {
        if (header.IndexOf(name.ToLowerInvariant()) is >= 0 and var index) return index;

        // A lone word is more likely a path than the content of a file.
        var hint = text.AsSpan().ContainsAny(',', '\n') ? "" : " You may be passing a file to import without the 'file://' prefix.";
        throw new CommandFailedException($"Expected header \"{name}\" not found.{hint}");
    }

    static string Value(List<string> values, int column) => column < values.Count ? values[column].Trim() : "";

    /// <summary>A user and the keys.</summary>
    public readonly record struct Row(string Name, string AccessKeyId, string SecretAccessKey)
    {
        /// <summary>The first column that is empty, or null.</summary>
        public string? Missing => Name.Length == 0 ? UserName : AccessKeyId.Length == 0 ? KeysCsv.AccessKeyId : SecretAccessKey.Length == 0 ? KeysCsv.SecretAccessKey : null;

        /// <summary>Nothing secret.</summary>
        public override string ToString() => $"Row of {Name}";
    }
}
