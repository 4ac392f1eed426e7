using System.Text.Json;
using Awl.Cli.Errors;
using Awl.Cli.SignIn;
using Awl.Cli.Terminals;
using Awl.Credentials;

namespace Awl.Cli.Commands.Configure;

/// <summary>The accounts and roles that a portal gives to who has logged in, to choose from.</summary>
sealed class SsoAccounts(Session session, Terminal terminal, string region, SsoToken token)
{
    /// <summary>An account and a role; null where the token may not list them.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public async Task<(string Account, string Role)?> ChooseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var account = await ChooseAccountAsync(cancellationToken);
            return (account, await ChooseRoleAsync(account, cancellationToken));
        }
        catch (ServiceException e) when (e.Code == "UnauthorizedException")
        {
            terminal.Out.Write("Unable to list AWS accounts and/or roles. Skipping configuring AWS credential provider for profile.\n");
            return null;
        }
    }

    async Task<string> ChooseAccountAsync(CancellationToken cancellationToken)
    {
        var accounts = await ListAsync("ListAccounts", null, "accountList", cancellationToken);
        if (accounts.Count == 0) throw new CommandFailedException("No AWS accounts are available to you.");

        var chosen = 0;
        if (accounts.Count == 1) terminal.Out.Write($"The only AWS account available to you is: {ScreenText.Of(accounts[0].GetText("accountId"))}\n");
        else
        {
            terminal.Out.Write($"There are {accounts.Count} AWS accounts available to you.\n");
            chosen = await new ChoiceList(terminal, accounts.ConvertAll(Describe)).ChooseAsync(cancellationToken);
        }
        var account = accounts[chosen].GetText("accountId");
        terminal.Out.Write($"Using the account ID {ScreenText.Of(account)}\n");
        return account;
    }

    async Task<string> ChooseRoleAsync(string account, CancellationToken cancellationToken)
    {
        var roles = (await ListAsync("ListAccountRoles", account, "roleList", cancellationToken)).ConvertAll(role => role.GetText("roleName"));
        if (roles.Count == 0) throw new CommandFailedException($"No roles are available for the account {account}");

        var chosen = 0;
        if (roles.Count == 1) terminal.Out.Write($"The only role available to you is: {ScreenText.Of(roles[0])}\n");
        else
        {
            terminal.Out.Write($"There are {roles.Count} roles available to you.\n");
            chosen = await new ChoiceList(terminal, roles).ChooseAsync(cancellationToken);
        }
        terminal.Out.Write($"Using the role name \"{ScreenText.Of(roles[chosen])}\"\n");
        return roles[chosen];
    }

    static string Describe(JsonElement account)
    {
        var id = account.GetText("accountId");
        return (account.FindText("accountName"), account.FindText("emailAddress")) switch
        {
            (null, null) => id,
            ({ } name, null) => $"{name} ({id})",
            (null, { } address) => $"{address} ({id})",
            var (name, address) => $"{name}, {address} ({id})",
        };
    }

    /// <summary>All pages of a list.</summary>
    async Task<List<JsonElement>> ListAsync(string operation, string? account, string member, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        string? next = null;
        do
        {
            var input = JsonText.Object(json =>
            {
                json.WriteString("accessToken", token.AccessToken);
                if (account is not null) json.WriteString("accountId", account);
                if (next is not null) json.WriteString("nextToken", next);
            });
            var reply = await session.CallAsync(new("sso", operation, input) { Region = region }, cancellationToken);
            if (reply.TryGetProperty(member, out var page)) items.AddRange(page.EnumerateArray());
            next = reply.FindText("nextToken");
        }
        while (!string.IsNullOrEmpty(next));
        return items;
    }
}
