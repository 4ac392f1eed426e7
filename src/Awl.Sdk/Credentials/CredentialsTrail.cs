using Awl.Signing;

namespace Awl.Credentials;

/// <summary>What each source of credentials looked at and why it did or did not answer. Holds no secret.</summary>
public sealed class CredentialsTrail
{
    readonly List<SourceReport> _sources = [];
    readonly Stack<SourceReport> _open = [];

    /// <summary>The sources that were asked, in order.</summary>
    public IReadOnlyList<SourceReport> Sources => _sources;

    internal void Begin(string source)
    {
        var report = new SourceReport(source);
        if (_open.TryPeek(out var asking)) asking.AddSource(report);
        else _sources.Add(report);
        _open.Push(report);
    }

    /// <summary>Adds what the source that is being asked has seen.</summary>
    internal void Note(string text)
    {
        if (_open.TryPeek(out var report)) report.AddNote(text);
    }

    internal void End(AwsCredentials? credentials)
    {
        var report = _open.Pop();
        report.Outcome = credentials is null ? SourceOutcome.NotConfigured : SourceOutcome.Answered;
        report.Credentials = credentials is null ? null : credentials with { SecretAccessKey = "", SessionToken = credentials.SessionToken is null ? null : "" };
    }

    internal void Fail(AwlException error)
    {
        var report = _open.Pop();
        report.Outcome = SourceOutcome.Failed;
        report.Error = error;
    }
}

/// <summary>What came of asking a source.</summary>
public enum SourceOutcome
{
    /// <summary>Nothing is configured for it: the next one was asked.</summary>
    NotConfigured,

    /// <summary>It gave credentials.</summary>
    Answered,

    /// <summary>It is configured and broken: the search ended here.</summary>
    Failed,
}

/// <summary>One source of the chain as it was asked.</summary>
public sealed class SourceReport
{
    readonly List<string> _notes = [];
    readonly List<SourceReport> _sources = [];

    internal SourceReport(string name) => Name = name;

    /// <summary>The source's name, such as <c>env</c>.</summary>
    public string Name { get; }

    /// <summary>What came of it.</summary>
    public SourceOutcome Outcome { get; internal set; }

    /// <summary>What it looked at, in order.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The sources that it asked in turn, as a role asks its source profile's.</summary>
    public IReadOnlyList<SourceReport> Sources => _sources;

    /// <summary>The credentials that it gave, without their secrets; otherwise null.</summary>
    public AwsCredentials? Credentials { get; internal set; }

    /// <summary>Why it failed; otherwise null.</summary>
    public AwlException? Error { get; internal set; }

    internal void AddNote(string text) => _notes.Add(text);

    internal void AddSource(SourceReport source) => _sources.Add(source);
}
