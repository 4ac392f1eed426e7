using System.Buffers.Binary;

namespace Awl.Local.Imds;

/// <summary>Faults that the user asked for: some of the requests fail, or take long.</summary>
sealed class Faults(Machine machine)
{
    readonly Lock _lock = new();
    readonly List<Rule> _rules = [];

    /// <summary>One fault.</summary>
    /// <param name="Status">The status to answer; null answers as ever, late.</param>
    /// <param name="Rate">The part of the requests that it meets, 0 to 1.</param>
    /// <param name="Delay">How long to wait before the answer.</param>
    /// <param name="Times">How many requests it meets; null for all.</param>
    /// <param name="Path">The start of the paths that it meets.</param>
    public sealed record Rule(int? Status, double Rate, TimeSpan Delay, int? Times, string Path);

    public void Add(Rule rule)
    {
        lock (_lock) _rules.Add(rule);
    }

    public void Clear()
    {
        lock (_lock) _rules.Clear();
    }

    /// <summary>Waits as long as the faults say, and returns the status to answer with instead of the truth, or null.</summary>
    public async ValueTask<int?> MeetAsync(string path, CancellationToken cancellationToken)
    {
        if (FindRule(path) is not { } rule) return null;
        if (rule.Delay > TimeSpan.Zero) await Task.Delay(rule.Delay, machine.Clock, cancellationToken);
        return rule.Status;
    }

    Rule? FindRule(string path)
    {
        lock (_lock)
        {
            for (var i = 0; i < _rules.Count; i++)
            {
                var rule = _rules[i];
                if (!path.StartsWith(rule.Path, StringComparison.Ordinal) || rule.Times == 0 || Draw() >= rule.Rate) continue;
                if (rule.Times is { } times) _rules[i] = rule with { Times = times - 1 };
                return rule;
            }
            return null;
        }
    }

    double Draw()
    {
        Span<byte> bytes = stackalloc byte[4];
        machine.FillRandom(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (uint.MaxValue + 1.0);
    }
}
