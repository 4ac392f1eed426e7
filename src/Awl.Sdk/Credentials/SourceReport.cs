using Awl.Signing;

namespace Awl.Credentials;

/// <summary>What came of asking a source.</summary>
public enum SourceOutcome
{
    /// <summary>Nothing is configured for it: the next one was asked.</summary>
    NotConfigured,

    /// <summary>It gave credentials.</summary>
    Answered,

    /// <summary>It is configured and would be asked for credentials; that takes a call, a program or a person, which were left alone.</summary>
    WouldAnswer,

    /// <summary>It is configured and broken: the search ended here.</summary>
    Failed,

    /// <summary>The search ended before it.</summary>
    NotAsked,
}

/// <summary>One source of the chain as it was asked.</summary>
public sealed class SourceReport
{
    readonly List<TrailNote> _notes = [];
    readonly List<string> _plans = [];
    readonly List<SourceReport> _sources = [];

    internal SourceReport(string name) => Name = name;

    /// <summary>The source's name, such as <c>env</c>.</summary>
    public string Name { get; }

    /// <summary>What came of it.</summary>
    public SourceOutcome Outcome { get; internal set; }

    /// <summary>What it looked at, in order.</summary>
    public IReadOnlyList<TrailNote> Notes => _notes;

    /// <summary>What it would have done to get credentials, in order: only where it was not to be done.</summary>
    public IReadOnlyList<string> Plans => _plans;

    /// <summary>The sources that it asked in turn, as a role asks its source profile's.</summary>
    public IReadOnlyList<SourceReport> Sources => _sources;

    /// <summary>The credentials that it gave, without their secrets; otherwise null.</summary>
    public AwsCredentials? Credentials { get; internal set; }

    /// <summary>Why it failed; otherwise null.</summary>
    public AwlException? Error { get; internal set; }

    internal bool HasPlans => _plans.Count > 0 || _sources.Exists(static source => source.HasPlans);

    /// <summary>Adds a note, once: caches are looked into again when their lock is held.</summary>
    internal void AddNote(TrailNote note) { if (!_notes.Contains(note)) _notes.Add(note); }

    internal void AddPlan(string act) => _plans.Add(act);

    internal void AddSource(SourceReport source) => _sources.Add(source);
}
