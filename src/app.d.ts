import type { App as TrameApp, SignedIn } from '#server/app-services.ts';
import type { Language } from '#lib/i18n/language.ts';

declare global {
  namespace App {
    interface Locals {
      /** The running server's services: the one door from routes to the server. */
      app: TrameApp;
      signedIn: SignedIn | null;
      language: Language;
    }
  }
}

export {};
