using System.Diagnostics;

namespace Awl.Cli.CommandLine;

/// <summary>Reads the words of a line by the options of one level: the program's own, a group's, a command's.</summary>
/// <remarks>
/// A word that starts with a dash and is no negative number and has no blank is an option; after <c>--</c> all are values. Options may be cut
/// to a unique prefix. What the level does not know is handed on in <c>rest</c>, in order, to the next level or to the message about unknown options.
/// Source: Python 3.14's argparse, <c>parse_known_args</c>, as AWS CLI v2 uses it. So values that follow an unknown option count as positionals.
/// </remarks>
sealed class Grammar
{
    readonly IReadOnlyList<OptionSpec> _options;
    readonly List<OptionSpec> _positionals = [];

    public Grammar(IReadOnlyList<OptionSpec> options)
    {
        _options = options;
        foreach (var option in options)
        {
            if (option.IsPositional) _positionals.Add(option);
        }
    }

    /// <summary>Whether a missing required option is an error; off where the options may come from elsewhere (<c>--cli-input-json</c>).</summary>
    public Predicate<ParsedOptions> RequiresAll { get; init; } = static _ => true;

    /// <exception cref="UsageException">An option is ambiguous, lacks its value, has one that it cannot take, or is required and missing.</exception>
    public ParsedOptions Parse(IReadOnlyList<string> args, out List<string> rest)
    {
        var reading = new Reading(this, args);
        reading.Run();
        rest = reading.Rest;
        if (RequiresAll(reading.Parsed)) CheckRequired(reading.Parsed);
        return reading.Parsed;
    }

    void CheckRequired(ParsedOptions parsed)
    {
        List<string>? missing = null;
        foreach (var option in _options)
        {
            if (option is { IsRequired: true, Kind: not ValueKind.Boolean } && !parsed.Has(option.Destination)) (missing ??= []).Add(option.Spelling);
        }
        if (missing is not null) throw Error($"the following arguments are required: {string.Join(", ", missing)}");
    }

    /// <summary>What a word is at this level.</summary>
    Word Classify(string text)
    {
        if (text.Length < 2 || text[0] != '-') return Word.Value;
        if (FindOption(text) is { } exact) return Word.Of(exact, null);

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (name, inline) = equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
        if (inline is not null && FindOption(name) is { } withValue) return Word.Of(withValue, inline);

        if (FindByPrefix(name) is { Count: > 0 } candidates)
            return candidates.Count == 1 ? Word.Of(candidates[0], inline) : Word.Ambiguous(candidates);

        return IsNegativeNumber(text) || text.Contains(' ', StringComparison.Ordinal) ? Word.Value : Word.Unknown;
    }

    OptionSpec? FindOption(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("--")) return null;
        foreach (var option in _options)
        {
            if (!option.IsPositional && text[2..].SequenceEqual(option.Name)) return option;
        }
        return null;
    }

    List<OptionSpec>? FindByPrefix(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("--")) return null;
        List<OptionSpec>? found = null;
        foreach (var option in _options)
        {
            if (option is { IsPositional: false, IsOurs: false } && option.Name.AsSpan().StartsWith(text[2..], StringComparison.Ordinal)) (found ??= []).Add(option);
        }
        return found;
    }

    static bool IsNegativeNumber(string text)
        => char.IsDigit(text[1]) || (text.Length > 2 && text[1] == '.' && char.IsDigit(text[2]));

    static UsageException Error(string message) => new(message) { ShowsUsage = true };

    static UsageException Error(OptionSpec option, string message) => Error($"argument {option.Spelling}: {message}");

    /// <summary>How a word is read.</summary>
    /// <param name="Kind">Value, separator or option.</param>
    /// <param name="Option">The option, when this level knows it.</param>
    /// <param name="Inline">The text after <c>=</c>.</param>
    /// <param name="Candidates">The options of which it is a prefix, when there are several.</param>
    readonly record struct Word(WordKind Kind, OptionSpec? Option, string? Inline, List<OptionSpec>? Candidates)
    {
        public static Word Value => default;
        public static Word Separator => new(WordKind.Separator, null, null, null);
        public static Word Unknown => new(WordKind.Option, null, null, null);
        public static Word Of(OptionSpec option, string? inline) => new(WordKind.Option, option, inline, null);
        public static Word Ambiguous(List<OptionSpec> candidates) => new(WordKind.Option, null, null, candidates);
    }

    enum WordKind : byte { Value, Separator, Option }

    /// <summary>One walk over the words, options and positionals in turn.</summary>
    sealed class Reading(Grammar grammar, IReadOnlyList<string> args)
    {
        readonly Word[] _words = new Word[args.Count];
        int _nextPositional;

        public ParsedOptions Parsed { get; } = new();
        public List<string> Rest { get; } = [];

        public void Run()
        {
            var lastOption = ClassifyAll();
            var at = 0;
            while (at <= lastOption)
            {
                var option = at;
                while (_words[option].Kind != WordKind.Option) option++;

                var taken = TakePositionals(at);
                if (taken > at) { at = taken; continue; }

                for (; at < option; at++) Rest.Add(args[at]);
                at = TakeOption(option);
            }

            for (at = TakePositionals(at); at < args.Count; at++) Rest.Add(args[at]);
        }

        /// <summary>The place of the last option, or -1.</summary>
        int ClassifyAll()
        {
            var last = -1;
            for (var i = 0; i < args.Count; i++)
            {
                if (args[i] == "--")
                {
                    _words[i] = Word.Separator;   // and the words after it stay values
                    return last;
                }
                _words[i] = grammar.Classify(args[i]);
                if (_words[i].Kind == WordKind.Option) last = i;
            }
            return last;
        }

        int TakeOption(int at)
        {
            var word = _words[at];
            if (word.Candidates is { } candidates)
                throw Error($"ambiguous option: {args[at]} could match {string.Join(", ", candidates.ConvertAll(static option => option.Spelling))}");
            if (word.Option is not { } option)
            {
                Rest.Add(args[at]);
                return at + 1;
            }
            if (word.Inline is { } inline)
            {
                if (option.Arity.Most == 0) throw Error(option, $"ignored explicit argument {PythonText.Quote(inline)}");
                if (option.Arity.Least > 1) throw Error(option, option.Arity.Expectation);
                Keep(option, [inline]);
                return at + 1;
            }

            var end = at + 1;
            while (end < args.Count && _words[end].Kind == WordKind.Value && end - at - 1 < option.MostWords) end++;
            if (end - at - 1 < option.Arity.Least) throw Error(option, option.Arity.Expectation);
            Keep(option, Slice(at + 1, end));
            return end;
        }

        /// <summary>Gives values to as many positionals as they suffice for. An optional one before another option waits for later values.</summary>
        int TakePositionals(int at)
        {
            for (var count = grammar._positionals.Count - _nextPositional; count > 0; count--)
            {
                if (EndsOf(at, count) is not { } ends) continue;

                if (ends[^1] < args.Count && _words[ends[^1]].Kind == WordKind.Option)
                {
                    while (count > 0 && ends[count - 1] == (count == 1 ? at : ends[count - 2])) count--;
                }
                for (var i = 0; i < count; i++)
                {
                    TakePositional(at, ends[i]);
                    at = ends[i];
                }
                return at;
            }
            return at;
        }

        void TakePositional(int start, int end)
        {
            var positional = grammar._positionals[_nextPositional++];
            if (Slice(start, end) is { Length: > 0 } values) Keep(positional, values);
        }

        /// <summary>Where each of the next positionals ends, when there are values for all of them.</summary>
        int[]? EndsOf(int at, int count)
        {
            var ends = new int[count];
            for (var i = 0; i < count; i++)
            {
                if (EndOf(at, grammar._positionals[_nextPositional + i].Arity) is not { } end) return null;
                ends[i] = at = end;
            }
            return ends;
        }

        int? EndOf(int at, Arity arity)
        {
            var values = 0;
            for (; at < args.Count && _words[at].Kind != WordKind.Option; at++)
            {
                if (_words[at].Kind == WordKind.Separator) continue;
                if (values == arity.Most) break;
                values++;
            }
            return values < arity.Least ? null : at;
        }

        string[] Slice(int start, int end)
        {
            var values = new List<string>(end - start);
            for (; start < end; start++)
            {
                if (_words[start].Kind == WordKind.Value) values.Add(args[start]);
            }
            return [.. values];
        }

        void Keep(OptionSpec option, string[] values)
        {
            foreach (var value in values) Check(option, value);
            Parsed.Set(option, values);
        }

        static void Check(OptionSpec option, string value)
        {
            if (option.IsCheckedByParser) CheckNumber(option, value);
            if (!option.Allows(value)) throw InvalidChoice.In(option.Spelling, value, option.Choices);
        }

        static void CheckNumber(OptionSpec option, string value)
        {
            var (valid, type) = option.Kind is ValueKind.Float or ValueKind.Double
                ? (PythonNumber.TryFloat(value, out _), "float")
                : (PythonNumber.TryInteger(value, out _), "int");
            if (!valid) throw Error(option, $"invalid {type} value: {PythonText.Quote(value)}");
        }
    }
}
