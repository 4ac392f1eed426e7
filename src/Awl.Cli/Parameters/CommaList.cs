using System.Text;

namespace Awl.Cli.Parameters;

/// <summary>Words between commas; quotes keep a comma inside a word, and a backslash keeps the character after it.</summary>
/// <remarks>Source: aws-cli v2, utils.py, <c>split_on_commas</c>.</remarks>
static class CommaList
{
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length) word.Append(text[++i]);
            else if (c == quote) quote = null;
            else if (quote is null && c is '"' or '\'') quote = c;
            else if (quote is null && c == ',') Close();
            else word.Append(c);
        }
        Close();
        return words;

        void Close()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
