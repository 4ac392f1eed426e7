using System.Text;

namespace Awl.Cli.Commands.Configure;

/// <summary>One line of comma-separated values, quoted where a value needs it. RFC 4180.</summary>
static class CsvLine
{
    public static List<string> Parse(ReadOnlySpan<char> line)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (isQuoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"') value.Append(line[++i]);
            else if (c == '"' && (isQuoted || value.Length == 0)) isQuoted = !isQuoted;
            else if (c == ',' && !isQuoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else value.Append(c);
        }
        values.Add(value.ToString());
        return values;
    }

    public static string Format(IEnumerable<string> values) => string.Join(',', values.Select(Quote));

    static string Quote(string value)
        => value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
