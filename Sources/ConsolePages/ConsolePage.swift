/// A file of the console, as browsers get it.
package struct ConsolePage: Sendable {
    package let name: String
    package let bytes: [UInt8]

    /// By the name's ending.
    package var mediaType: String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }

    /// Every file of the folder Pages; the first is what is shown where no file is named.
    package static let all: [ConsolePage] = [
        ConsolePage(name: "index.html", bytes: PackageResources.index_html),
        ConsolePage(name: "actions-account.js", bytes: PackageResources.actions_account_js),
        ConsolePage(name: "actions-group.js", bytes: PackageResources.actions_group_js),
        ConsolePage(name: "actions-member.js", bytes: PackageResources.actions_member_js),
        ConsolePage(name: "api.js", bytes: PackageResources.api_js),
        ConsolePage(name: "codes.js", bytes: PackageResources.codes_js),
        ConsolePage(name: "console.css", bytes: PackageResources.console_css),
        ConsolePage(name: "curl.js", bytes: PackageResources.curl_js),
        ConsolePage(name: "dev-clock.js", bytes: PackageResources.dev_clock_js),
        ConsolePage(name: "dev-faults.js", bytes: PackageResources.dev_faults_js),
        ConsolePage(name: "dev-snapshot.js", bytes: PackageResources.dev_snapshot_js),
        ConsolePage(name: "dom.js", bytes: PackageResources.dom_js),
        ConsolePage(name: "format.js", bytes: PackageResources.format_js),
        ConsolePage(name: "frame.js", bytes: PackageResources.frame_js),
        ConsolePage(name: "group-attributes.js", bytes: PackageResources.group_attributes_js),
        ConsolePage(name: "group-bans.js", bytes: PackageResources.group_bans_js),
        ConsolePage(name: "group-counters.js", bytes: PackageResources.group_counters_js),
        ConsolePage(name: "group-members.js", bytes: PackageResources.group_members_js),
        ConsolePage(name: "group-messages.js", bytes: PackageResources.group_messages_js),
        ConsolePage(name: "group-mutes.js", bytes: PackageResources.group_mutes_js),
        ConsolePage(name: "group-profile.js", bytes: PackageResources.group_profile_js),
        ConsolePage(name: "group-topics.js", bytes: PackageResources.group_topics_js),
        ConsolePage(name: "groups-search.js", bytes: PackageResources.groups_search_js),
        ConsolePage(name: "icon.svg", bytes: PackageResources.icon_svg),
        ConsolePage(name: "live-call.js", bytes: PackageResources.live_call_js),
        ConsolePage(name: "live-calls.js", bytes: PackageResources.live_calls_js),
        ConsolePage(name: "main.js", bytes: PackageResources.main_js),
        ConsolePage(name: "page-account.js", bytes: PackageResources.page_account_js),
        ConsolePage(name: "page-accounts.js", bytes: PackageResources.page_accounts_js),
        ConsolePage(name: "page-dev.js", bytes: PackageResources.page_dev_js),
        ConsolePage(name: "page-group.js", bytes: PackageResources.page_group_js),
        ConsolePage(name: "page-groups.js", bytes: PackageResources.page_groups_js),
        ConsolePage(name: "page-now.js", bytes: PackageResources.page_now_js),
        ConsolePage(name: "page-settings.js", bytes: PackageResources.page_settings_js),
        ConsolePage(name: "page-signature.js", bytes: PackageResources.page_signature_js),
        ConsolePage(name: "page-signin.js", bytes: PackageResources.page_signin_js),
        ConsolePage(name: "page-try.js", bytes: PackageResources.page_try_js),
        ConsolePage(name: "page-webhooks.js", bytes: PackageResources.page_webhooks_js),
        ConsolePage(name: "part-action.js", bytes: PackageResources.part_action_js),
        ConsolePage(name: "part-basic.js", bytes: PackageResources.part_basic_js),
        ConsolePage(name: "part-dialog.js", bytes: PackageResources.part_dialog_js),
        ConsolePage(name: "part-fields.js", bytes: PackageResources.part_fields_js),
        ConsolePage(name: "part-message.js", bytes: PackageResources.part_message_js),
        ConsolePage(name: "part-notice.js", bytes: PackageResources.part_notice_js),
        ConsolePage(name: "part-table.js", bytes: PackageResources.part_table_js),
        ConsolePage(name: "rates.js", bytes: PackageResources.rates_js),
        ConsolePage(name: "router.js", bytes: PackageResources.router_js),
        ConsolePage(name: "settings-apps.js", bytes: PackageResources.settings_apps_js),
        ConsolePage(name: "state.js", bytes: PackageResources.state_js),
        ConsolePage(name: "texts-en.js", bytes: PackageResources.texts_en_js),
        ConsolePage(name: "texts-zh.js", bytes: PackageResources.texts_zh_js),
        ConsolePage(name: "texts.js", bytes: PackageResources.texts_js),
        ConsolePage(name: "theme.js", bytes: PackageResources.theme_js),
    ]
}
