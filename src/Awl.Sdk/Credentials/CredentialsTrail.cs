using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>What each source of credentials looked at and why it did or did not answer. Holds no secret.</summary>
public sealed class CredentialsTrail
{
    readonly List<SourceReport> _sources = [];
    readonly Stack<SourceReport> _open = [];

    /// <summary>The sources of the chain in its order, those after the one that answered too.</summary>
    public IReadOnlyList<SourceReport> Sources => _sources;

    /// <summary>The source that answered, or would; null where none did.</summary>
    public SourceReport? Winner => _sources.Find(source => source.Outcome is SourceOutcome.Answered or SourceOutcome.WouldAnswer);

    /// <summary>Why the search ended with neither credentials nor a source that could still be asked; otherwise null.</summary>
    public AwlException? Error { get; internal set; }

    internal void Begin(string source)
    {
        var report = new SourceReport(source);
        if (_open.TryPeek(out var asking)) asking.AddSource(report);
        else _sources.Add(report);
        _open.Push(report);
    }

    /// <summary>Adds a remark of the source that is being asked.</summary>
    internal void Note(string text) => Note(new TrailNote(TrailNoteKind.Remark, text, IsFound: true));

    /// <summary>Adds a variable that the source has looked at.</summary>
    internal void NoteVariable(string name, string? value)
        => Note(new TrailNote(TrailNoteKind.Variable, name, value is not null) { Value = Shown(name, value) });

    /// <summary>Adds a key of the profile that the source has looked at, in whichever file it stands.</summary>
    /// <param name="profileName">The profile's name.</param>
    /// <param name="profile">The profile, or null where it is in neither file.</param>
    /// <param name="key">The key.</param>
    internal void NoteKey(string profileName, Profile? profile, string key)
    {
        if (profile is null) Note(new TrailNote(TrailNoteKind.Key, key, IsFound: false) { Section = SectionName.Profile(profileName).Header });
        else NoteKey((profile.SectionOf(key) ?? profile.Config ?? profile.Credentials)!, key, profile.Find(key));
    }

    /// <summary>Adds a key of a section that the source has looked at.</summary>
    internal void NoteKey(ConfigSection section, string key) => NoteKey(section, key, section.Find(key));

    /// <summary>Adds a key with what may be shown of its value.</summary>
    internal void NoteKey(ConfigSection section, string key, string? value) => Note(new TrailNote(TrailNoteKind.Key, key, section.Has(key))
    {
        Value = Shown(key, value),
        Path = section.Path,
        Line = section.Has(key) ? section.LineOf(key) : section.Line,
        Section = section.Header,
    });

    /// <summary>Adds a section that the source has looked for in vain.</summary>
    internal void NoteNoSection(string path, string header) => Note(new TrailNote(TrailNoteKind.Section, header, IsFound: false) { Path = path });

    /// <summary>Adds a file that the source has looked for.</summary>
    internal void NoteFile(string path, bool isFound, string? state = null) => Note(new TrailNote(TrailNoteKind.File, path, isFound) { Path = path, Value = state });

    /// <summary>Adds what the source would do next: a call, a program, a question.</summary>
    internal void Plan(string act)
    {
        if (_open.TryPeek(out var report)) report.AddPlan(act);
    }

    internal void End(AwsCredentials? credentials)
    {
        var report = _open.Pop();
        report.Outcome = credentials is null ? SourceOutcome.NotConfigured : report.HasPlans ? SourceOutcome.WouldAnswer : SourceOutcome.Answered;
        if (report.Outcome != SourceOutcome.Answered || credentials is null) return;

        report.Credentials = credentials with { SecretAccessKey = "", SessionToken = credentials.SessionToken is null ? null : "" };
    }

    internal void Fail(AwlException error)
    {
        var report = _open.Pop();
        report.Outcome = SourceOutcome.Failed;
        report.Error = error;
    }

    /// <summary>Adds a source of the chain that was not asked. Within a role's own search there is no need to know.</summary>
    internal void Skip(string source, string? reason = null)
    {
        if (_open.Count > 0) return;

        var report = new SourceReport(source) { Outcome = SourceOutcome.NotAsked };
        if (reason is not null) report.AddNote(new(TrailNoteKind.Remark, reason, IsFound: true));
        _sources.Add(report);
    }

    void Note(TrailNote note)
    {
        if (_open.TryPeek(out var report)) report.AddNote(note);
    }

    static string? Shown(string name, string? value) => value is null ? null : Redaction.Value(name, value);
}
