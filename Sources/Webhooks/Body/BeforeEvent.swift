/// An event that the backend is asked about before it happens.
///
/// - Source: protocol reference file 50, section 3.
package protocol BeforeEvent: WebhookEvent {}
