namespace Awl.Cli.Help;

/// <summary>Pages that explain no command: <c>help topics</c> lists them.</summary>
static class Topics
{
    public const string ListWord = "topics";

    /// <summary>A topic's name, what it is about, and its page: a line that starts with a blank is a name and its meaning.</summary>
    public static readonly (string Name, string Summary, string Text)[] All =
    [
        ("config-vars", "The settings of the configuration files and the environment.", ConfigVars),
        ("return-codes", "What the exit code says.", ReturnCodes),
    ];

    /// <summary>Writes the page of a topic, or the list of topics; false where there is no such topic.</summary>
    public static bool TryWrite(string name, PageWriter page)
    {
        if (name == ListWord)
        {
            page.Section("TOPICS");
            foreach (var topic in All) WriteEntry(page, topic.Name, topic.Summary);
            return true;
        }
        foreach (var topic in All)
        {
            if (topic.Name == name) Write(page, topic.Text);
        }
        return Has(name);
    }

    public static bool Has(string name) => name == ListWord || Array.Exists(All, topic => topic.Name == name);

    /// <summary>Lines: a heading, a paragraph, or an indented name with what follows two blanks as its meaning.</summary>
    static void Write(PageWriter page, string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty) continue;
            if (line[0] == ' ') WriteEntry(page, line[..IndexOfMeaning(line)].Trim().ToString(), line[IndexOfMeaning(line)..].Trim().ToString());
            else if (line.ContainsAnyInRange('a', 'z')) page.Text(line.ToString());
            else page.Section(line.ToString());
        }
    }

    static int IndexOfMeaning(ReadOnlySpan<char> line)
    {
        var start = line.Length - line.TrimStart().Length;
        var blanks = line[start..].IndexOf("  ");
        return blanks < 0 ? line.Length : start + blanks;
    }

    static void WriteEntry(PageWriter page, string name, string meaning)
    {
        page.Write(new Paragraph().Add(name, TextStyle.Bold));
        page.In();
        page.Tight();
        page.Text(meaning);
        page.Out();
    }

    const string ReturnCodes = """
        RETURN CODES
          0  The command did what it was asked to.
          1  Some transfers of an s3 command failed; or the command found nothing (s3 ls of a prefix, configure get, help search).
          2  Some files of an s3 transfer were left out.
          130  Ctrl-C ended the command.
          252  The line is wrong: an unknown command or option, or a value that the command does not take.
          253  The settings are wrong or missing: no region, no credentials, a pager that cannot be started.
          254  The service was reached and refused. Its error is on standard error.
          255  Anything else: no such profile, no connection, a waiter that gave up.
        """;

    const string ConfigVars = """
        ORDER
        An option of the line wins over an environment variable, and that over the profile in ~/.aws/config and ~/.aws/credentials. AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name other files.
        GENERAL
          AWS_PROFILE, --profile  The profile of the files; default unless named.
          region, AWS_REGION, AWS_DEFAULT_REGION, --region  The region to call.
          output, AWS_DEFAULT_OUTPUT, --output  The form of the output: json, text, table, yaml, yaml-stream, off.
          cli_pager, AWS_PAGER, then PAGER  The program that output on a terminal goes through; less unless set, and none when set to nothing. LESS is FRX unless set. For help MANPAGER counts before PAGER.
          cli_binary_format, --cli-binary-format  How binary values stand on the line: base64, or raw-in-base64-out.
          cli_timestamp_format  How times are printed: iso8601, or wire for the form that the service sent.
          cli_error_format, AWS_CLI_ERROR_FORMAT, --cli-error-format  The form of errors: enhanced, legacy, json, yaml, text, table.
          cli_auto_prompt, AWS_CLI_AUTO_PROMPT, --cli-auto-prompt  Ask for the command: on, or on-partial for a line that cannot be read as it is.
          ca_bundle, AWS_CA_BUNDLE, --ca-bundle  A file of certificates to trust.
          endpoint_url, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SERVICE, --endpoint-url  Where to send requests instead.
          max_attempts, AWS_MAX_ATTEMPTS  How often a call is tried in all.
          retry_mode, AWS_RETRY_MODE  standard or adaptive.
          parameter_validation  false sends input without checking it.
          use_dualstack_endpoint, AWS_USE_DUALSTACK_ENDPOINT  true calls endpoints that speak IPv6 too.
          use_fips_endpoint, AWS_USE_FIPS_ENDPOINT  true calls FIPS endpoints.
        CREDENTIALS
          aws_access_key_id, AWS_ACCESS_KEY_ID  The id of an access key.
          aws_secret_access_key, AWS_SECRET_ACCESS_KEY  Its secret.
          aws_session_token, AWS_SESSION_TOKEN  The token of temporary keys.
          role_arn  A role to assume, with the keys of source_profile or credential_source.
          mfa_serial  The MFA device whose code the role asks for.
          credential_process  A program that prints keys.
          sso_session  The section with the SSO portal; sso_account_id and sso_role_name choose the role.
        """;
}
