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
        ["rs-default-e2e_fips_and_dual_stack_sso"] = "The client chooses the endpoint.",
        ["rs-profile-e2e_fips_and_dual_stack_sts"] = "The client chooses the endpoint.",
        ["rs-default-environment_variables_blank"] = "AWS CLI takes blanks in variables literally (env-whitespace-kept).",
        ["rs-default-imds_default_chain_retries"] = "AWS CLI asks the metadata service once unless told otherwise (imds-retry).",
        ["rs-default-imds_no_iam_role"] = "AWS CLI's error names the credential_source (role-source-env-empty).",
        ["rs-default-imds_token_fail"] = "AWS CLI goes on to version 1 after a 403 (imds-v1-fallback-403).",
        ["rs-default-profile_overrides_web_identity"] = "AWS CLI's error names the credential_source (role-source-env-empty).",
        ["rs-profile-credential_process"] = "AWS CLI starts no shell: a pipe is an argument (process-quoted-args).",
        ["rs-profile-credential_process_account_id_fallback"] = "AWS CLI starts no shell: a pipe is an argument (process-quoted-args).",
        ["rs-profile-invalid_sso_credentials_config"] = "AWS CLI goes on after a profile that has only an SSO session (sso-session-only-token).",
        ["rs-profile-sso_token"] = "AWS CLI goes on after a profile that has only an SSO session (sso-session-only-token).",
    };

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        if (Conformance.Folder is null) { data.Add("", ""); return data; }

        foreach (var folder in (ReadOnlySpan<string>)["cases", "derived"])
        {
            foreach (var file in Directory.GetFiles(Conformance.Path($"credentials/{folder}"), "*.json").Order(StringComparer.Ordinal))
            {
                var name = $"{folder}/{Path.GetFileName(file)}";
                foreach (var test in CredentialsCase.In(name)) data.Add(name, (string)test["id"]!);
            }
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

    [Fact]
    public void Each_case_left_out_is_there()
    {
        Conformance.Path("credentials");
        Assert.Subset(Cases().Select(row => row.Data.Item2).ToHashSet(), LeftOut.Keys.ToHashSet());
    }
}
