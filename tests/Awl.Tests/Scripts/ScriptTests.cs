using System.Diagnostics;
using System.Text;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Scripts;

/// <summary>Runs every script under <c>tests/scripts</c>: in this process, and by the native program where AWL_NATIVE names it.</summary>
public class ScriptTests
{
    static string Folder => TestData.Path("../scripts");

    public static TheoryData<string> Scripts()
    {
        var scripts = new TheoryData<string>();
        // What lies beside the folders is a walk, for the sandbox.
        foreach (var path in Directory.EnumerateDirectories(Folder).SelectMany(folder => Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
            scripts.Add(Path.GetRelativePath(Folder, path).Replace('\\', '/'));
        return scripts;
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task In_process(string path)
    {
        await using var server = new ScriptServer();
        var script = await ReadAsync(path, server);
        var machine = new FakeMachine { OnRun = Echo };
        foreach (var (name, value) in VariablesOf(script, server)) machine.Variables[name] = value;
        foreach (var (name, text) in script.Files) machine.With(name, text);

        using var terminal = new FakeTerminal(Encoding.UTF8.GetBytes(script.Input));
        var exitCode = await Cli.Program.RunAsync(script.Arguments, terminal, machine);
        Check(script, server, exitCode, terminal.OutputText, terminal.ErrorText, name => machine.Files.GetValueOrDefault(name));
    }

    /// <summary>The one program that there is in this process.</summary>
    static ProcessOutput Echo(IReadOnlyList<string> command)
        => command[0] == "/bin/echo" ? new(0, string.Join(' ', command.Skip(1)) + "\n", "") : throw new LocalFileException($"No such program: {command[0]}");

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task By_the_native_program(string path)
    {
        var program = Environment.GetEnvironmentVariable("AWL_NATIVE");
        Assert.SkipWhen(string.IsNullOrEmpty(program), "AWL_NATIVE names no program.");
        await using var server = new ScriptServer();
        var script = await ReadAsync(path, server);
        var folder = Directory.CreateTempSubdirectory("awl-script-");
        try
        {
            foreach (var (name, text) in script.Files) await WriteAsync(Path.Combine(folder.FullName, name), text);
            var (exitCode, output, error) = await RunAsync(program!, script, server, folder.FullName);
            Check(script, server, exitCode, output, error, name => Path.Combine(folder.FullName, name) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>For its owner alone, as the files of people with secrets should be.</summary>
    static async Task WriteAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    static async Task<Script> ReadAsync(string path, ScriptServer server)
    {
        var script = Script.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, path)), server.Url);
        server.Replies = script.Replies;
        return script;
    }

    static Dictionary<string, string> VariablesOf(Script script, ScriptServer server)
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = server.Url,
            ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_PAGER"] = "",
        };
        foreach (var (name, value) in script.Variables)
        {
            if (value is null) variables.Remove(name);
            else variables[name] = value;
        }
        return variables;
    }

    static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, Script script, ScriptServer server, string folder)
    {
        var start = new ProcessStartInfo(program, script.Arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = folder;
        start.Environment["TZ"] = "UTC";
        foreach (var (name, value) in VariablesOf(script, server)) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(script.Input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }

    static void Check(Script script, ScriptServer server, int exitCode, string output, string error, Func<string, byte[]?> read)
    {
        Assert.True(exitCode == script.ExitCode, $"Exit code {exitCode} instead of {script.ExitCode}. Standard error:\n{error}");
        Assert.Equal(script.Output, output);
        if (script.Error is { } expected) Assert.Equal(expected, error);
        foreach (var text in script.Says) Assert.Contains(text, error);
        foreach (var text in script.Hides) Assert.DoesNotContain(text, error);
        foreach (var (name, text) in script.Written) Assert.Equal(text, read(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);

        Assert.Equal(script.RequestCount, server.Requests.Count);
        foreach (var (number, text) in script.Requests) Assert.Contains(text, server.Requests[number - 1]);
        foreach (var text in script.Nowhere) Assert.All(server.Requests, request => Assert.DoesNotContain(text, request));
    }
}
