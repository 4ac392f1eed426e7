using Awl.Tests.Machines;

namespace Awl.Tests.Credentials;

/// <summary>A home folder of its own on the real disk, with the variables and the clock of the test: programs run and files have modes.</summary>
sealed class CaseMachine : Machine, IDisposable
{
    readonly SystemMachine _system = new();
    readonly FakeMachine _fake = new();
    readonly string _home = Directory.CreateTempSubdirectory("awl-case-").FullName;

    public Dictionary<string, string> Variables => _fake.Variables;
    public DateTimeOffset Now { get => _fake.Now; set => _fake.Now = value; }
    public override TimeProvider Clock => _fake.Clock;
    public override string HomeFolder => _home;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    public override string? Variable(string name) => name == "HOME" ? _home : _fake.Variable(name);
    public override void SetVariable(string name, string value) => _fake.SetVariable(name, value);
    public override UnixFileMode? FindMode(string path) => _system.FindMode(path);
    public override void FillRandom(Span<byte> bytes) => _fake.FillRandom(bytes);
    public override byte[]? ReadFile(string path) => _system.ReadFile(path);
    public override void WriteFile(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool keepMode = true) => _system.WriteFile(path, content, mode, keepMode);
    public override void DeleteFile(string path) => _system.DeleteFile(path);
    public override IReadOnlyList<string> ListFolder(string path) => _system.ListFolder(path);
    public override Task<IDisposable> LockAsync(string path, CancellationToken cancellationToken) => _system.LockAsync(path, cancellationToken);

    /// <summary>Runs the program for real, with the test's variables.</summary>
    public override Task<ProcessOutput> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var variables = Variables.Select(variable => $"{variable.Key}={variable.Value}");
        return _system.RunAsync(["env", "-i", $"HOME={_home}", "PATH=/usr/bin:/bin", .. variables, .. command], cancellationToken);
    }
}
