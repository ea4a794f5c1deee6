/** Which of Auth0's event codes are alerts: https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes */
import type { Severity } from "../../src/model/scale.ts";

export interface Meaning {
  title: string;
  severity: Severity;
  technique: string;
  blocked: boolean;
}

const blocked = (title: string, severity: Severity, technique: string): Meaning => ({
  title,
  severity,
  technique,
  blocked: true,
});
const seen = (title: string, severity: Severity, technique: string): Meaning => ({
  title,
  severity,
  technique,
  blocked: false,
});

const EVENTS: ReadonlyMap<string, Meaning> = new Map([
  ["limit_wc", blocked("An account was locked after wrong passwords", "medium", "T1110.001")],
  ["limit_mu", blocked("An address was blocked after trying many users", "high", "T1110.003")],
  ["limit_sul", blocked("A user was blocked after too many logins", "medium", "T1110")],
  ["limit_delegation", blocked("Too many delegations", "low", "T1110")],
  ["pwd_leak", blocked("A leaked password was used", "high", "T1110.004")],
  ["signup_pwd_leak", blocked("A leaked password was used to sign up", "low", "T1110.004")],
  ["reset_pwd_leak", blocked("A leaked password was chosen anew", "low", "T1110.004")],
  ["mfar", seen("A second factor was asked for because of risk", "low", "T1078")],
  ["pla", seen("An assessment before login saw a risk", "medium", "T1110")],
  ["gd_auth_rejected", blocked("A user refused a push that they had not asked for", "high", "T1621")],
  ["gd_auth_fail_email_verification", blocked("A second factor failed", "low", "T1621")],
  ["gd_otp_rate_limit_exceed", blocked("Too many one-time codes were tried", "high", "T1110")],
  ["gd_recovery_rate_limit_exceed", blocked("Too many recovery codes were tried", "high", "T1110")],
  ["gd_send_sms_failure", seen("A code could not be sent", "informational", "T1621")],
  ["gd_unenroll", seen("A second factor was taken off", "medium", "T1556.006")],
  ["fp", blocked("A login with a wrong password", "low", "T1110")],
  ["fu", blocked("A login of an unknown user", "low", "T1110")],
  ["fcoa", blocked("A cross-origin login failed", "low", "T1110")],
  ["ublkdu", seen("A blocked user was released", "informational", "T1078")],
  ["api_limit", blocked("An API was asked too often", "low", "T1498")],
  ["sensitive_admin_action", seen("An administrator changed something sensitive", "medium", "T1098")],
  ["ferrt", blocked("A refresh token was used again", "high", "T1528")],
  ["depnote", seen("Something out of use was used", "informational", "T1078")],
]);

/** What an event means, or undefined when it is everyday. */
export function meaningOf(type: string): Meaning | undefined {
  return EVENTS.get(type);
}
