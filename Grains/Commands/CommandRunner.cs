namespace Tenantry.Grains;

/// <summary>Carries out commands. Idempotent by the ids it is given.</summary>
internal sealed partial class CommandRunner(
    IGrainFactory grains, SignupFlow signups, FurtherOrganizationFlow organizations, InvitationFlow invitations, EnsureFlow ensuring, IDomainTxtRecords txtRecords,
    OperatorFlow operators, AccountFlow accounts, IPasswords passwords, PasswordCheck passwordCheck, IUserPool pool, WebhookSettings webhooks, TimeProvider time)
{
    // Long enough for a busy store; after that the caller is told to come back, and the outbox goes on.
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);

    public async Task<Outcome> Run(Command command, CommandIds ids) => command switch
    {
        SignUp signUp => From(await signups.Run(signUp, ids)),
        EnsureAccount ensure => From(await ensuring.Run(ensure)),
        RetryPoolUser retry => From(await Run(retry)),
        CreateOrganization create => From(await organizations.Run(create, ids)),
        AddMember add => From(await Run(add)),
        ChangeMember change => From(await Run(change)),
        EndMembership end => From(await Settled(end.Organization, grains.Organization(end.Organization).EndMembership(end.User, end.Actor))),
        TransferAdmin transfer => From(await Run(transfer)),
        Invite invite => From(await Run(invite, ids)),
        InviteMany invite => From(await Run(invite, ids)),
        ResendInvitation resend => From(await Run(resend, ids)),
        RevokeInvitation revoke => From(await Settled(revoke.Organization, grains.Organization(revoke.Organization).RevokeInvitation(revoke.Invitation, revoke.Actor))),
        AcceptInvitation accept => From(await invitations.Accept(accept, ids)),
        AcceptInvitationAsNewUser accept => From(await invitations.SignUp(accept, ids)),
        DeclineInvitation decline => From(await invitations.Decline(decline)),
        CreateProject create => From(await Run(create, ids)),
        ArchiveProject archive => From(await Run(archive)),
        RestoreProject restore => From(await Run(restore)),
        GiveProjectRole give => From(await Run(give)),
        TakeProjectRole take => From(await Run(take)),
        CreateEnvironment create => From(await Run(create, ids)),
        CreateTeam create => From(await Run(create, ids)),
        UpdateTeam update => From(await Run(update)),
        SetTeamRoles set => From(await Run(set)),
        DeleteTeam delete => From(await Run(delete)),
        AddTeamMember add => From(await Run(add)),
        RemoveTeamMember remove => From(await Run(remove)),
        RotateEnvironmentKey rotate => From(await Run(rotate, ids)),
        EndPreviousKey end => From(await Run(end)),
        PromoteSettings promote => From(await Run(promote, ids)),
        SuspendOrganization suspend => From(await Settled(suspend.Organization, grains.Organization(suspend.Organization).Suspend(suspend.Reason, suspend.Actor))),
        ReactivateOrganization reactivate => From(await Settled(reactivate.Organization, grains.Organization(reactivate.Organization).Reactivate(reactivate.Actor))),
        RetryMail retry => From(await grains.Mail(retry.Mail).Retry(retry.Actor)),
        ReserveUsage reserve => From(await Run(reserve, ids)),
        CommitReservation commit => From(await Run(commit)),
        ReleaseReservation release => From(await Run(release)),
        GiveBackUsage giveBack => From(await Run(giveBack, ids)),
        CountUsage count => From(await grains.Organization(count.Organization).Count(count.Meter, count.Events, count.Actor)),
        CompleteStep complete => From(await grains.Profile(complete.Organization).CompleteStep(complete.Step, complete.Actor)),
        ReopenStep reopen => From(await grains.Profile(reopen.Organization).ReopenStep(reopen.Step, reopen.Actor)),
        UpdateOrganization update => From(await Run(update)),
        SetExternalId set => From(await Run(set)),
        ClearExternalId clear => From(await Settled(clear.Organization, grains.Organization(clear.Organization).ClearExternalId(clear.Actor))),
        AddDomain add => From(await Run(add, ids)),
        VerifyDomain verify => From(await Run(verify)),
        RemoveDomain remove => From(await Run(remove)),
        JoinByDomain join => From(await Run(join)),
        ChangePlan change => From(await Run(change)),
        CancelPlanChange cancel => From(await Run(cancel)),
        SetOverrides set => From(await Run(set)),
        SwitchFlag @switch => From(await Run(@switch)),
        DisableMember disable => From(await Run(disable)),
        AddOrganizationUser add => From(await Run(add, ids)),
        AddUser add => From(await Run(add, ids)),
        ChangeUser change => From(await Run(change)),
        DisableUser disable => From(await Run(disable)),
        EndUserSessions end => From(await Run(end)),
        AddOperator add => From(await Run(add, ids)),
        ChangeOperator change => From(await Run(change)),
        DisableOperator disable => From(await Run(disable)),
        RemoveOperator remove => From(await Settled(grains.Staff().Remove(remove.Operator, remove.Actor), grains.Staff().Settled)),
        EnrolOperatorFactor enrol => From(await operators.Enrol(enrol)),
        ConfirmOperatorFactor confirm => From(await operators.ByCode(confirm.Operator, account => account.ConfirmSecondFactor(confirm.Code))),
        RenewOperatorCodes renew => From(await operators.ByCode(renew.Operator, account => account.RenewRecoveryCodes(SecondFactorProof.Of(renew.Code)))),
        RemoveOperatorFactor remove => From(await operators.ByCode(remove.Operator, account => account.RemoveSecondFactor(SecondFactorProof.Of(remove.Code), remove.Actor))),
        ChangeOperatorPassword change => From(await operators.ChangePassword(change)),
        ProveEmail prove => From(await Run(prove)),
        SendVerification send => From(await Run(send)),
        ForgetPassword forget => From(await Run(forget, ids)),
        ResetPassword reset => From(await Run(reset)),
        ChangePassword change => From(await Run(change)),
        ChangeEmail change => From(await Run(change)),
        ConfirmEmailChange confirm => From(await Run(confirm)),
        CloseAccount close => From(await Run(close)),
        EndSession end => From(await Run(end)),
        EndSessions end => From(await Run(end)),
        EnrolSecondFactor enrol => From(await Run(enrol)),
        ConfirmSecondFactor confirm => From(await Run(confirm)),
        RenewRecoveryCodes renew => From(await Run(renew)),
        RemoveSecondFactor remove => From(await Run(remove)),
        SetOrganizationSecurity set => From(await Settled(set.Organization, grains.Organization(set.Organization).SetSecurity(set.Security, set.BySecondFactor, set.Actor))),
        CreateApiKey create => From(await Run(create, ids)),
        RotateApiKey rotate => From(await Run(rotate, ids)),
        RevokeApiKey revoke => From(await Run(revoke)),
        RedactEvent redact => From(await Run(redact, ids)),
        CreateAuditExport create => From(await Run(create, ids)),
        CreateClient create => From(await grains.Clients().Create(create, ids.For<ClientId>("client"), ids.Seed)),
        RotateClientSecret rotate => From(await Run(rotate, ids)),
        CreateWebhook create => From(await Run(create, ids)),
        DeleteWebhook delete => From(await Run(delete)),
        EnableWebhook enable => From(await grains.Webhook(enable.Organization, enable.Webhook).Enable(enable.Actor)),
        DisableWebhook disable => From(await grains.Webhook(disable.Organization, disable.Webhook).Disable(disable.Actor)),
        RotateWebhookSecret rotate => From(await Run(rotate, ids)),
        TestWebhook test => From(await grains.Webhook(test.Organization, test.Webhook).Test(test.Actor)),
        RedeliverWebhook redeliver => From(await Run(redeliver, ids)),
        ReplayWebhook replay => From(await Run(replay, ids)),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No runner for this command."),
    };

    // The caller may read what it made at once, so the answer waits until all parts are made.
    private Task<Result<T>> Settled<T>(OrganizationId organization, Task<Result<T>> command)
        => Settled(command, grains.Organization(organization).Settled);

    private static async Task<Result<T>> Settled<T>(Task<Result<T>> command, Func<TimeSpan, Task<bool>> settled)
    {
        var result = await command;
        return !result.Succeeded || await settled(SettleTimeout)
            ? result
            : Errors.TemporarilyUnavailable("The change is stored; its effects are still on their way.");
    }

    private static Outcome From<T>(Result<T> result) => new() { Value = result.Value, Error = result.Error };
}
