using System.Text.Json.Nodes;

namespace Awl.Tests.Credentials;

/// <summary>The credentials suite as far as it asks for nothing but credentials. The rest tests commands and runs against the program.</summary>
public class CredentialsCasesTests
{
    /// <summary>The cases that this test leaves out, with the reason.</summary>
    static readonly Dictionary<string, string> LeftOut = new()
    {
        ["export-recursion-same"] = "The guard against recursion belongs to the command.",
        ["export-recursion-depth"] = "The guard against recursion belongs to the command.",
        ["export-recursion-env"] = "The guard against recursion belongs to the command.",
        ["role-china-region"] = "The client chooses the endpoint.",
        ["role-fips-dualstack"] = "The client chooses the endpoint.",
    };

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        if (Conformance.Folder is null) { data.Add("", ""); return data; }

        foreach (var file in Directory.GetFiles(Conformance.Path("credentials/cases"), "*.json").Order(StringComparer.Ordinal))
        {
            var name = $"cases/{Path.GetFileName(file)}";
            foreach (var test in CredentialsCase.In(name)) data.Add(name, (string)test["id"]!);
        }
        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Credentials_are_found_as_AWS_CLI_finds_them(string file, string id)
    {
        Conformance.Path("credentials");
        Assert.SkipWhen(LeftOut.ContainsKey(id), LeftOut.GetValueOrDefault(id, ""));
        using var test = new CredentialsCase(CredentialsCase.In(file).First(test => (string)test["id"]! == id));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }
}
