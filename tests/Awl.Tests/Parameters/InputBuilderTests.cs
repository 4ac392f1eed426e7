using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Commands;
using Awl.Cli.Errors;
using Awl.Cli.Parameters;
using Awl.Model;
using Awl.Models;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Parameters;

/// <summary>Lines and what AWS CLI 2.36.12 made of them, recorded: the input that it would have sent, or its error.</summary>
public sealed class InputBuilderTests
{
    const string Folder = "parameters";

    static readonly Pack Pack = ModelPack.Open();

    public static TheoryData<string> Cases()
    {
        var cases = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(TestData.Path(Folder), "*.jsonl"))
        {
            foreach (var line in File.ReadLines(file)) cases.Add(line);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_line_means_what_AWS_CLI_takes_it_for(string line)
    {
        var recorded = JsonElement.Parse(line);
        string[] args = [.. recorded.GetProperty("args").EnumerateArray().Select(arg => arg.GetString()!)];
        var machine = MachineWithFiles();
        if (recorded.TryGetProperty("env", out var env))
        {
            foreach (var variable in env.EnumerateObject()) machine.Variables[variable.Name] = variable.Value.GetString()!;
        }

        var (input, error, exitCode) = Run(args, machine);
        if (recorded.TryGetProperty("input", out var expected))
        {
            Assert.True(input is not null, $"{recorded.GetProperty("args")}\n{error}");
            AssertSame(expected, input, machine);
        }
        else
        {
            var (wantedError, wantedCode) = (recorded.GetProperty("error").GetString()!, recorded.GetProperty("exit").GetInt32());
            Assert.True(wantedError == error, $"{recorded.GetProperty("args")}\nexpected {wantedError}\nactual {(input is null ? error : input.Json)}");
            Assert.Equal(wantedCode, exitCode);
        }
    }

    [Theory]
    [InlineData("UserData", "autoscaling", "create-launch-configuration", "--launch-configuration-name", "n", "--user-data", "fileb://bytes.bin")]
    [InlineData("SSECustomerKey", "s3api", "head-object", "--bucket", "b", "--key", "k", "--sse-customer-key", "fileb://bytes.bin")]
    public void A_text_that_the_client_encodes_may_be_bytes(string member, params string[] args)
        => Assert.Equal("""{"Base64":"/wD+"}""", Run(args, MachineWithFiles()).Input!.Json.GetProperty(member).GetRawText());

    static (OperationInput? Input, string Error, int ExitCode) Run(string[] args, FakeMachine machine)
    {
        var terminal = new FakeTerminal();
        try
        {
            var models = ModelPack.Open();
            var line = Line.Parse(args);
            var found = new CommandTable(new(new Session(models, new() { Machine = machine }), models)).Find(line.Command, line.Rest);
            var options = CommandOptions.Parse(found.Command.Spec, found.Args);
            var builder = new InputBuilder(FindOperation(args[0], args[1]), found.Command.Spec.Options, options, machine)
            {
                BlobsAreRaw = () => line.Globals.BinaryFormat == "raw-in-base64-out",
            };
            return (builder.Build(), "", 0);
        }
        catch (AwlException e)
        {
            return (null, terminal.ErrorText + Report(e, terminal, machine), ExitCode.For(e));
        }
    }

    static string Report(AwlException exception, FakeTerminal terminal, FakeMachine machine)
    {
        new ErrorReport(terminal, machine).Print(exception);
        return terminal.ErrorText;
    }

    static Operation FindOperation(string service, string operation)
    {
        for (var i = 0; i < Pack.ServiceCount; i++)
        {
            var found = Pack.GetService(i);
            if (found.CommandName != service) continue;
            for (var j = 0; j < found.OperationCount; j++)
            {
                if (found.GetOperation(j).CommandName == operation) return found.GetOperation(j);
            }
        }
        throw new InvalidOperationException($"No {service} {operation}.");
    }

    static FakeMachine MachineWithFiles()
    {
        var machine = new FakeMachine { Variables = { ["HOME"] = "home" } };
        var folder = TestData.Path(Folder + "/files");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            machine.Files[Path.GetRelativePath(folder, file).Replace('\\', '/')] = File.ReadAllBytes(file);
        return machine;
    }

    static void AssertSame(JsonElement expected, OperationInput input, FakeMachine machine)
    {
        var names = new List<string>();
        foreach (var member in expected.EnumerateObject())
        {
            if (member.NameEquals("Body") || member.NameEquals("inputStream")) AssertSameBody(member.Value, input.Body, machine);
            else
            {
                Assert.True(input.Json.TryGetProperty(member.Name, out var actual), $"{member.Name} is missing in {input.Json}");
                AssertSame(member.Value, actual, member.Name);
                names.Add(member.Name);
            }
        }
        Assert.Equal(names.Count, input.Json.EnumerateObject().Count());
    }

    static void AssertSameBody(JsonElement expected, Stream? body, FakeMachine machine)
    {
        Assert.NotNull(body);
        var content = new MemoryStream();
        body.CopyTo(content);
        var wanted = expected.ValueKind == JsonValueKind.Object
            ? machine.Files[expected.GetProperty("$file").GetString()!.Split("/home/").Last() is "home.txt" ? "home/home.txt" : expected.GetProperty("$file").GetString()!]
            : expected.GetBytesFromBase64();
        Assert.Equal(wanted, content.ToArray());
    }

    static void AssertSame(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.Number && actual.ValueKind == JsonValueKind.Number)
        {
            Assert.True(expected.GetDouble().Equals(actual.GetDouble()), $"{path}: {expected} and {actual}");
            return;
        }
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {expected} and {actual}");
        if (expected.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in expected.EnumerateObject())
            {
                Assert.True(actual.TryGetProperty(member.Name, out var other), $"{path}.{member.Name} is missing in {actual}");
                AssertSame(member.Value, other, $"{path}.{member.Name}");
            }
            Assert.Equal(expected.EnumerateObject().Count(), actual.EnumerateObject().Count());
        }
        else if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{path}: {expected} and {actual}");
            for (var i = 0; i < expected.GetArrayLength(); i++) AssertSame(expected[i], actual[i], $"{path}[{i}]");
        }
        else
        {
            Assert.True(JsonElement.DeepEquals(expected, actual), $"{path}: {expected} and {actual}");
        }
    }
}
