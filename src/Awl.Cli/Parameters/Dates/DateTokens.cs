namespace Awl.Cli.Parameters.Dates;

/// <summary>Cuts the text of a date into words, numbers, single spaces and single signs.</summary>
/// <remarks>
/// A point or comma may belong to a number (<c>4:30:21.447</c>) or stand between parts (<c>Sep.20.2009</c>); what it is, the whole run of letters, digits and
/// points tells. Source: dateutil, parser/_parser.py, <c>_timelex</c>.
/// </remarks>
static class DateTokens
{
    public static List<string> Split(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                i = AddRun(text, i, tokens);
                continue;
            }
            tokens.Add(PythonSpace.Is(text[i]) ? " " : text[i].ToString());
            i++;
        }
        return tokens;
    }

    /// <summary>Adds the tokens of a run and returns where it ends.</summary>
    static int AddRun(string text, int start, List<string> tokens)
    {
        var run = new Run(text, start);
        while (run.TryExtend()) { }
        run.AddTo(tokens);
        return run.End;
    }

    /// <summary>Letters or digits, and what points join to them.</summary>
    struct Run(string text, int start)
    {
        bool _inLetters = char.IsAsciiLetter(text[start]);
        bool _isDotted;
        bool _hasMoreLetters;

        public int End { get; private set; } = start + 1;

        public bool TryExtend()
        {
            if (End == text.Length) return false;
            _hasMoreLetters |= _inLetters;
            if (!Continues(text[End])) return false;
            End++;
            return true;
        }

        bool Continues(char next)
        {
            if (_inLetters ? char.IsAsciiLetter(next) : char.IsAsciiDigit(next)) return true;
            if (next == '.' || (next == ',' && !_inLetters && !_isDotted && End - start >= 2))
            {
                _isDotted = true;
                return true;
            }
            if (!_isDotted || text[End - 1] != '.' || !char.IsAsciiLetterOrDigit(next)) return false;
            _inLetters = !_inLetters;
            return true;
        }

        public readonly void AddTo(List<string> tokens)
        {
            var run = text[start..End];
            if (_isDotted && (_hasMoreLetters || run.AsSpan().Count('.') > 1 || run[^1] is '.' or ',')) AddParts(run, tokens);
            else tokens.Add(_isDotted && !_inLetters ? run.Replace(',', '.') : run);
        }

        static void AddParts(string run, List<string> tokens)
        {
            var from = 0;
            for (var i = 0; i < run.Length; i++)
            {
                if (run[i] is not ('.' or ',')) continue;
                if (i > from) tokens.Add(run[from..i]);
                tokens.Add(run[i].ToString());
                from = i + 1;
            }
            if (from < run.Length) tokens.Add(run[from..]);
        }
    }
}
